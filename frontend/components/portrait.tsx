import type { TwinProfile } from "@/lib/wire";

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : ""].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toUpperCase();
}

/** The owner's picture, or their initials. Decorative: the name stands beside it. */
export function Portrait({ profile, size }: { profile: TwinProfile | null; size: number }) {
  const className = size > 48 ? "portrait portrait-large" : "portrait";
  if (profile?.picture) {
    // eslint-disable-next-line @next/next/no-img-element -- an export has no image server
    return <img className={className} src={profile.picture} alt="" width={size} height={size} />;
  }
  return (
    <span className={className} aria-hidden="true">
      {profile && initials(profile.name)}
    </span>
  );
}
