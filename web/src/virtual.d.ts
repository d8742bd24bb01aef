declare module 'virtual:sweden-map' {
  export const viewBox: string;
  export const shapes: Record<string, string>;
}
declare module '*.css';
