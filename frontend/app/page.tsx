import { Chat } from "@/components/chat";

export default function Page() {
  return (
    <>
      <link rel="preload" href="/twin.json" as="fetch" crossOrigin="anonymous" />
      <Chat />
    </>
  );
}
