## Is this desk fit for work?

doctor-note =
    { $count ->
        [0] All is well
        [one] One thing wants attention
       *[other] { $count } things want attention
    }
doctor-busy = Looking…
doctor-again = Check again

check-readers = Readers
check-fobs = Fobs
check-rules = Right to use fobs
check-keyring = Keyring
check-ledger = Ledger
check-clock = Clock
check-open = Unfinished work
check-state-ok = all well
check-state-rest = nothing there
check-state-warn = to look at
check-state-fail = broken
