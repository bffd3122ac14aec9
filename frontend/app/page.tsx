export default function Page() {
  return <main>Digital twin</main>;
}
