### What the check-up finds when all is well; window and terminal print it.

doctor-readers = The smart card service is running. Readers and fobs it knows: { $n }.
doctor-fobs = Fobs that answer: { $n }.
doctor-keyring = The computer's keyring works.
doctor-ledger = The ledger is whole. Rows checked: { $n }.
doctor-open = Work that was cut off and waits for its fob: { $n }.
    .now = Plug the fob in and issue it to the same person again; the work goes on where it stopped (fobctl issue, fobctl verify).
