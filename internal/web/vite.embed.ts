import { defineConfig } from 'vite';

/** How the script of embeds is bundled: one file that any page may load, without modules. */
export default defineConfig({
  build: {
    target: 'es2022',
    outDir: '../embed/dist',
    emptyOutDir: true,
    lib: { entry: 'src/embed/thidua.ts', formats: ['iife'], name: 'thidua', fileName: () => 'thidua.js' },
    license: false,
  },
});
