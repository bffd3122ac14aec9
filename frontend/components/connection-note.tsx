import { Button } from "@/components/button";

interface Props {
  isSlow: boolean;
  isUnreachable: boolean;
  /** Whether the stored conversation cannot be read. */
  isCutOff: boolean;
  onReconnect: () => void;
  onStartAfresh: () => void;
}

/** How things stand with the backend, when that is worth a word. */
export function ConnectionNote({ isSlow, isUnreachable, isCutOff, onReconnect, onStartAfresh }: Props) {
  return (
    <div className="connection" role="status">
      {isUnreachable && (
        <p>
          I cannot reach the server. I keep trying; you can already write.{" "}
          <Button variant="link" onClick={onReconnect}>Try now</Button>
          {isCutOff && <Button variant="link" onClick={onStartAfresh}>Start a new conversation</Button>}
        </p>
      )}
      {!isUnreachable && isSlow && <p>Waking up, one moment. You can already write.</p>}
    </div>
  );
}
