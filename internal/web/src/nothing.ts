/** Stands in for modules that are asked for in code that the playground never reaches. */
export {};
