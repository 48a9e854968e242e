/** What stands for the algorithm of models that were trained elsewhere. */
export const imported = 'imported';

/** Warns of scores of such a model. */
export const untoldTraining =
  'The file does not say which rows the model learned from: if it learned from these, what it says of new ones may be worse.';
