/** Opens the system's dialog for files; `set` says which. */
export function choose(
  set: (input: HTMLInputElement) => void,
  take: (files: File[]) => void,
): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.hidden = true;
  set(input);
  input.addEventListener('change', () => {
    if (input.files && input.files.length > 0) take([...input.files]);
    input.remove();
  });
  input.addEventListener('cancel', () => input.remove());
  document.body.append(input);
  input.click();
}
