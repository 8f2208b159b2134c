### The check-up.

doctor-readers = The smart card service is running; readers or fobs it knows: { $n }.
doctor-fobs = Fobs that answer: { $n }.
doctor-keyring = The system's keyring works.
doctor-ledger = The ledger is whole; rows checked: { $n }.
doctor-open = Writes that were cut off and wait for their fob: { $n }.
    .now = Plug in the fob and give it again to the same person; the work goes on where it stopped (fobctl issue, fobctl verify).
