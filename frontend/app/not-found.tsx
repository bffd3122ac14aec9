export default function NotFound() {
  return (
    <main className="lost">
      <title>There is nothing here</title>
      <h1>There is nothing here</h1>
      <p>
        The address may have a slip in it. <a href="/">Go to the conversation</a>
      </p>
    </main>
  );
}
