export function Mark() {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" stroke-width="3.2" stroke-linecap="round">
      <path d="M3 6.5h9" stroke="#4f6bed" />
      <path d="M7.5 12H18" stroke="#12a594" />
      <path d="M13.5 17.5H21" stroke="#e2853b" />
    </svg>
  );
}
