### What the check-up finds when all is well; window and terminal print it.

doctor-readers = The smart card service is running. Readers and fobs it knows: { $n }.
doctor-keyboards = Fobs that are there over USB without the smart card service: { $n }.
doctor-rules = This session may use every fob that is plugged in.
doctor-rules-missing = This computer does not let you use these fobs over USB, only as keyboards: { $fobs }.
    .now = Have the file 70-fobdesk.rules (it lies in Fobdesk's folder “packaging”) put into /etc/udev/rules.d, then run “sudo udevadm control --reload” and plug the fob in again.
doctor-fobs = Fobs that answer: { $n }.
doctor-keyring = The computer's keyring works.
doctor-ledger = The ledger is whole. Rows checked: { $n }.
doctor-clock = The computer's clock and the history agree.
doctor-clock-back = This computer's clock was put back: after entry { $n } of the history stands an earlier time.
    .now = Let the computer set its clock by itself, over the network. What is over stays over; look again at what was to last for minutes or days.
doctor-clock-back-there = The clock of the computer { $computer } was put back: after entry { $n } of the history stands an earlier time.
    .now = Let that computer set its clock by itself, over the network. What is over stays over; look again at what was to last for minutes or days.
doctor-clock-differ = The clocks of this desk's computers differ: after entry { $n } of the history the computer { $computer } has an earlier time.
    .now = Let each computer set its clock by itself, over the network.
doctor-open = Work that was cut off and waits for its fob: { $n }.
    .now = Plug the fob in and issue it to the same person again; the work goes on where it stopped (fobctl issue, fobctl verify).

### What somebody at the desk should think of; window and terminal print it.

remind-loan = { $name } has the fob { $serial } on loan: it is due within a day.
remind-loan-over = { $name } still has the fob { $serial } on loan: it is overdue.
remind-must = { $name } must have a fob and has none yet.
remind-must-over = { $name } should have had a fob by now.
remind-lost = The fob { $serial } of { $name } is lost, and nothing stands in for it.
remind-owed = { $name } is to get a fob in the place of { $serial }.
remind-suspension = { $name } needs codes again within a day.
remind-collect = { $name } has left: the fob { $serial } is to be collected.
remind-low =
    { $n ->
        [0] No code is left on the sheet of { $name }.
        [one] One code is left on the sheet of { $name }.
       *[other] { $n } codes are left on the sheet of { $name }.
    }
