/** The guided set-up is left and taken up again on this PC; what was entered is in the set-up itself, on the hub. */
const stepKey = 'admin.wizard.step';
const putOffKey = 'admin.wizard.putOff';

export function readWizardStep(): string | null {
  return localStorage.getItem(stepKey);
}

export function keepWizardStep(step: string): void {
  localStorage.setItem(stepKey, step);
}

export function isWizardPutOff(): boolean {
  return sessionStorage.getItem(putOffKey) !== null;
}

export function putOffWizard(isPutOff: boolean): void {
  if (isPutOff) sessionStorage.setItem(putOffKey, 'yes');
  else sessionStorage.removeItem(putOffKey);
}
