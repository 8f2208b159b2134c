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
