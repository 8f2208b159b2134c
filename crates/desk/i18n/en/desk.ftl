### The check-up.

doctor-readers = The smart card service is running; readers or fobs it knows: { $n }.
doctor-fobs = Fobs that answer: { $n }.
doctor-keyring = The system's keyring works.
doctor-ledger = The ledger is whole; rows checked: { $n }.
doctor-open = Writes that were cut off and wait for their fob: { $n }.
    .now = Plug in the fob and give it again to the same person; the work goes on where it stopped (fobctl issue, fobctl verify).

## Set-up in the window.

setup-not-begun = Set-up was not begun, or was given up.
    .now = Begin again: nothing is lost, there was no ledger yet.
check-group-wrong = These are not the last six symbols of the recovery key.
    .now = Read the end of the last line on the sheet once more and type those six symbols.
no-list = No list of people was opened.
    .now = Open the file with the list first.
