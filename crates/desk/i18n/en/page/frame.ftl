## The window's own words: headings, labels, states of the page.
## What went wrong and what to do about it stands in the other files of this folder.

nav-label = Parts of the desk
nav-bench = Bench
nav-people = People
nav-sync = Sync
nav-recovery = Recovery
nav-history = History
nav-settings = House rules
nav-doctor = Doctor
nav-doctor-state =
    { $count ->
        [0] all well
       *[other] { $count } to look at
    }
nav-find = Find
nav-lock = Lock
skip-to-work = Skip to the work

practice-mark = Practice: these fobs are software
watching = Watching the readers
watching-stopped = Not watching

report-detail = For the technician
report-again = Look again

page-broken-what = The window lost touch with the desk behind it.
page-broken-now = Close the window and open it again. Nothing is lost by that.
report-usage-what = This part of the window does not know how to ask for that.
report-usage-now = Close the window and open it again; if it happens once more, update Fobdesk.

opening = Opening the desk…

dialog-cancel = Cancel
dialog-close = Close
dialog-done = Done

picture-label = How the sheet will look; the codes are dots
letter-title = A letter to { $name }
letter-text = One page, written from what the ledger knows. That it was printed stands in the history.
letter-which = Which letter
letter-kind-lost = The fob was lost
letter-kind-return = The fob came back: a receipt
letter-kind-loaner = The fob is lent: until when
letter-kind-registration = How to use the fob
letter-saved = The letter is saved: { $file }
letter-printed = The letter is sent to { $queue }.
person-letter = Print a letter
deliver-printer = Printer
deliver-print = Print
deliver-print-on = Print on { $queue }
deliver-pdf = Save as PDF
deliver-text = Save as text
deliver-no-printer = No printer is set up on this computer.

who-hint = Login, name, e-mail or serial
who-list = People who fit
who-more =
    { $count ->
        [one] One more fits: type on
       *[other] { $count } more fit: type on
    }

codes-none = No recovery sheet.
codes-none-now = Without one, a lost fob means no way in.
codes-void = The sheet has been void since { $at }.
codes-left =
    { $left ->
        [one] 1 of { $count } codes left
       *[other] { $left } of { $count } codes left
    }
codes-made = Set { $set }, { $at }, by { $by }
codes-expires = Valid until { $at }
codes-low = Few are left: make a new sheet.
sheet-saved = Set { $set } with { $count } codes is saved: { $file }
sheet-printed = Set { $set } with { $count } codes is sent to { $queue }.

suspended-until = No fob needed until { $until }
suspended-good = No fob needed, for good
