import { memo } from "react";
import { Icon } from "@/components/icons";
import { Portrait } from "@/components/portrait";
import type { TwinProfile } from "@/lib/wire";

const SAFE_URL = /^(?:https?:\/\/|mailto:)/i;
const PLACES = [0, 1, 2, 3];
/** Holds the place of a greeting that is not here yet, so that nothing moves when it comes. */
const USUAL_GREETING =
  "Hi, I'm somebody's digital twin. Ask me about my work, my story, or anything else in my files.";

function Links({ links }: { links: TwinProfile["links"] }) {
  const safe = links.filter(({ url }) => SAFE_URL.test(url));
  if (safe.length === 0) return null;
  return (
    <ul className="links" aria-label="Links">
      {safe.map(({ label, url }) => (
        <li key={url}>
          <a href={url} rel="noopener noreferrer me" target={url.startsWith("mailto:") ? undefined : "_blank"}>
            {label}
            <Icon name="arrowOut" />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Suggestions({ profile, onAsk }: { profile: TwinProfile | null; onAsk: (question: string) => void }) {
  if (!profile) {
    return (
      <div className="suggestions" aria-hidden="true">
        {PLACES.map((place) => <span key={place} className="suggestion placeholder" />)}
      </div>
    );
  }
  return (
    <ul className="suggestions" aria-label="Suggested questions">
      {profile.suggestions.map((question) => (
        <li key={question}>
          <button type="button" className="suggestion" onClick={() => { onAsk(question); }}>
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface Props {
  profile: TwinProfile | null;
  /** Whether a conversation has begun below. */
  isCompact: boolean;
  onAsk: (question: string) => void;
}

/**
 * Who speaks here: what a visitor sees first. A personalised page comes with the texts that are
 * marked with `data-twin`, so hydration leaves them as they are.
 */
export const Welcome = memo(function Welcome({ profile, isCompact, onAsk }: Props) {
  return (
    <section className={isCompact ? "welcome welcome-compact" : "welcome"} aria-busy={!profile}>
      <div className="identity">
        <Portrait profile={profile} size={88} />
        <div>
          <h1 data-twin="name" suppressHydrationWarning>{profile?.name ?? "Digital twin"}</h1>
          <p className="title" data-twin="title" suppressHydrationWarning>{profile?.title ?? ""}</p>
        </div>
      </div>
      <p className="greeting" dir="auto" data-twin="greeting" data-usual={USUAL_GREETING} suppressHydrationWarning>
        {profile?.greeting ?? ""}
      </p>
      {isCompact || <Suggestions profile={profile} onAsk={onAsk} />}
      {profile && <Links links={profile.links} />}
    </section>
  );
});
