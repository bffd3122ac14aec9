"use client";

import { Button } from "@/components/button";
import { currentSession, leaveSession } from "@/lib/session";
import { uuid } from "@/lib/uuid";
import { fonts } from "./fonts";
import "./globals.css";

function startAfresh(): void {
  leaveSession(currentSession(), uuid());
  location.reload();
}

export default function GlobalError() {
  return (
    <html lang="en" className={fonts}>
      <body>
        <main className="lost">
          <title>This page broke</title>
          <h1>This page broke</h1>
          <p>That is our fault, and nothing you wrote is lost.</p>
          <div className="buttons">
            <Button variant="primary" onClick={() => { location.reload(); }}>Load it again</Button>
            <Button onClick={startAfresh}>Start a new conversation</Button>
          </div>
        </main>
      </body>
    </html>
  );
}
