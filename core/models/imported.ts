/** What stands for the algorithm of models that were trained elsewhere. */
export const imported = 'imported';
