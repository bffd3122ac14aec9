"use client";

import { Button } from "@/components/button";
import { chatStore } from "@/lib/chat-store";
import { fonts } from "./fonts";
import "./globals.css";

function startAfresh(): void {
  chatStore.startAfresh();
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
