## The people, and one of them.

people-search = Login, name, e-mail, department or serial
people-list = People
people-count =
    { $count ->
        [0] Nobody
        [one] One person
       *[other] { $count } people
    }
people-many = The first { $count }; type to find the others
people-none = There is nobody yet. Add the first person, or import a list.
people-nobody = Nobody fits “{ $text }”.
people-fobs =
    { $count ->
        [0] no fob
        [one] 1 fob
       *[other] { $count } fobs
    }
people-suspended = no fob needed
people-lost =
    { $count ->
        [one] fob lost
       *[other] { $count } fobs lost
    }
people-add = Add a person
people-added = { $name } is added.
people-import = Import a list

person-close = Close
person-fobs = Fobs
person-no-fobs = No fobs. Plug one in and give it at the bench.
person-past =
    { $count ->
        [one] Show one earlier token
       *[other] Show { $count } earlier tokens
    }
person-past-hide = Hide the earlier ones
person-sync = Put in step
person-recover = No fob at hand
person-codes = Recovery sheet
person-language = Language of papers
person-language-desk = As the desk
person-language-done = The next sheet and letter are in that language.
person-history = What was done
person-history-all = All { $count } entries
person-rename = Change the login
person-renamed = { $old } is now { $now }.
person-delete = Delete this person
person-deleted = { $name } is deleted.

token-state-intended = being prepared
token-state-written = written, not proven
token-state-verified = proven, not given
token-state-assigned = given
token-state-handed-over = handed over
token-state-suspended = suspended
token-state-lost = lost
token-state-returned = returned
token-state-retired = retired
token-state-abandoned = given up
token-place-oath = OATH
token-place-slot1 = Slot 1, short touch
token-place-slot2 = Slot 2, long touch
token-kind =
    { $kind ->
        [totp] { $digits } digits, by the clock
       *[hotp] { $digits } digits, by a counter
    }
token-next = next code

codes-first = Make a sheet
codes-new = New sheet

again-do = Print again
again-title = The sheet of { $name } once more
again-text = The same codes, without the rows that were used; it stays valid. That it was printed stands in the history, with your name.
again-reason = Why?
again-saved =
    { $count ->
        [one] Sheet { $set } with one unused code is saved: { $file }
       *[other] Sheet { $set } with { $count } unused codes is saved: { $file }
    }
again-printed =
    { $count ->
        [one] Sheet { $set } is on its way to { $queue }, with one unused code.
       *[other] Sheet { $set } is on its way to { $queue }, with { $count } unused codes.
    }
reason-torn = Torn or wet
reason-printer = The printer failed
sheet-title = Recovery sheet for { $name }
sheet-text = Ten codes for the day the fob is lost. Each works once. They go straight onto the sheet and are never shown here.
sheet-text-again = Ten new codes. The sheet that the person has now becomes void the moment the new one is made.
sheet-paper = Paper
sheet-paper-a4 = A4
sheet-paper-letter = Letter
sheet-paper-a5 = A5
sheet-paper-card = Card for the wallet

add-title = Add a person
add-name = Name
add-login = Login
add-login-hint = As the person types it when signing in.
add-email = E-mail (may be empty)
add-department = Department (may be empty)
add-do = Add

rename-title = Change the login of { $name }
rename-text = The person's fobs and codes stay valid. Names written on fobs stay as they are.
rename-do = Change

delete-title = Delete { $name }?
delete-text = Name and address are erased, and the recovery sheet is void. The history keeps what was done, without the name. This cannot be undone.
delete-do = Delete

list-title = Import a list of people
list-text = A CSV file whose first line is: login,name,email,department. Who is there already stays as is.
list-choosing = Choose the file…
list-new = New
list-known = There already
list-refused = Not taken
list-row = Line
list-why = Why
list-other = Choose another file
list-take =
    { $count ->
        [one] Take in one person
       *[other] Take in { $count } people
    }
list-taken =
    { $count ->
        [one] One person is added.
       *[other] { $count } people are added.
    }

over-title-back = Take fob { $serial } back from { $name }
over-title-retire = Retire a fob of { $name }
over-text-back = It is nobody’s from then on, but still holds what was written to it. Plugged in at the bench it is emptied as well.
over-text-retire = It is out of use at once and never given out again. This cannot be undone.
over-which = Which fob?
over-reason = Why?
over-do-back = Take back
over-do-retire = Retire
over-done-back = Fob { $serial } is back.
over-done-retire = Fob { $serial } is retired.
reason-worn = Worn out
reason-gone = Gone for good

## Sheets of the past.

sheets-show = Every sheet so far
sheets-hide = Hide the sheets
sheets-rows = Rows of the sheet
sheets-made = made { $at } by { $by }
sheets-void = void since { $at }
sheets-used = Row { $row }: used { $at }, taken by { $by }
sheets-unused = Row { $row }: not used

## Loans, duties, found fobs, people who left.

loan-until = Has fob { $serial } on loan until { $until }; the own fobs sleep.
loan-overdue = Fob { $serial } was due back on { $until }; the own fobs sleep until it is.
must-until = Must have a fob by { $until }.
must-over = Should have had a fob by { $until }.
must-deferred = Must have a fob; put off until { $until }.
must-good = Must have a fob; put off for good.
must-defer = Put off

defer-title = { $name } may wait for a fob
defer-text = A rule says that people of this department must have a fob. For how long may it wait?
defer-reason = Why?
defer-reason-leave = On leave
defer-reason-abroad = Works abroad
defer-reason-waits = Fobs are on order
defer-good = For good
defer-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
defer-done = Put off until { $until }.
defer-done-good = Put off for good.

person-found = Found
found-person-title = Fob { $serial } of { $name } is found
found-person-text = Plugged in at the bench it is asked whether it is still as it was given out. Here you decide without asking it.
found-person-give = Give it back
found-person-done = Fob { $serial } is in use again.

people-leavers = People who left …
leavers-title = People who left
leavers-text = A CSV file with a column “login”. Sheets, emergency codes and days without a fob end for everybody on it, and their fobs are out of use until they are collected.
leavers-reason = Why?
leavers-reason-left = Left the house
leavers-reason-contract = Contract has ended
leavers-choose = Choose the file
leavers-would =
    { $count ->
        [0] Nobody on the list is known here.
        [one] One person would not get in any more.
       *[other] { $count } people would not get in any more.
    }
leavers-done =
    { $count ->
        [one] One person does not get in any more.
       *[other] { $count } people do not get in any more.
    }
leavers-unknown = Not known here: { $logins }
leavers-fobs = Fobs to be collected
leavers-collect =
    { $count ->
        [0] No fob is to be collected.
        [one] One fob is to be collected:
       *[other] { $count } fobs are to be collected:
    }
leavers-do =
    { $count ->
        [one] End it for one person
       *[other] End it for { $count } people
    }
