"use client";

import "./globals.css";

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main className="lost">
          <h1>This page broke</h1>
          <p>
            That is our fault, and nothing you wrote is lost. <a href="/">Load it again</a>
          </p>
        </main>
      </body>
    </html>
  );
}
