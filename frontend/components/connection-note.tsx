import { Button } from "@/components/button";

interface Props {
  isSlow: boolean;
  isUnreachable: boolean;
  onReconnect: () => void;
}

/** How things stand with the backend, when that is worth a word. */
export function ConnectionNote({ isSlow, isUnreachable, onReconnect }: Props) {
  return (
    <div className="connection" role="status">
      {isUnreachable && (
        <p>
          I cannot reach the server. I keep trying; you can already write.{" "}
          <Button variant="link" onClick={onReconnect}>Try now</Button>
        </p>
      )}
      {!isUnreachable && isSlow && <p>Waking up, one moment. You can already write.</p>}
    </div>
  );
}
