import { execFileSync } from "node:child_process";
import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from "next/constants";

const LAPTOP_API = "http://localhost:8000";

function withoutSlash(url = ""): string {
  return url.replace(/\/+$/, "");
}

function apiUrl(phase: string): string {
  const url = withoutSlash(process.env.NEXT_PUBLIC_API_URL);
  if (url) return url;
  const isBuild = phase === PHASE_PRODUCTION_BUILD && process.argv.includes("build");
  if (isBuild) {
    console.error(
      "error: NEXT_PUBLIC_API_URL is not set: build with the address of the API, " +
        `NEXT_PUBLIC_API_URL=/api npm run build (or ${LAPTOP_API} to try it here).`,
    );
    process.exit(1);
  }
  return LAPTOP_API;
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unversioned";
  }
}

export default function config(phase: string): NextConfig {
  return {
    ...(phase === PHASE_DEVELOPMENT_SERVER ? {} : { output: "export" }),
    env: {
      NEXT_PUBLIC_API_URL: apiUrl(phase),
      NEXT_PUBLIC_STREAM_URL: withoutSlash(process.env.NEXT_PUBLIC_STREAM_URL),
    },
    generateBuildId: commit,
    images: { unoptimized: true },
    reactStrictMode: true,
    agentRules: false,
    experimental: { agentUpgrade: false },
  };
}
