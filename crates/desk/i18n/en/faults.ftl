### What went wrong, and what to do now.
###
### Each message is what happened; its attribute `now` is what to do. The window and the terminal
### print both. The id is the error's code with dashes. Readers are helpdesk staff: a fob in one
### hand, a phone in the other.
###
### Words: fob (the thing in the hand) · slot (a place in a fob that types codes) · code (the digits
### a fob makes) · secret (what the codes are made from) · ledger (where Fobdesk keeps everything) ·
### recovery key (opens the ledger when the computer is gone) · recovery codes (on a person's sheet).

## What the fob is left as. It stands behind what happened.

left-untouched = The fob is as it was.
left-written = The fob holds the new secret, but is not proven yet.
left-unsure = The fob may or may not have taken the new secret: do not hand it out.

## The ledger and its key.

no-vault = There is no ledger in this folder yet.
    .now = Set one up and keep its recovery key safe (fobctl init).
vault-exists = There is a ledger in this folder already, and Fobdesk never makes a second one beside it.
    .now = Use the one that is there, or name another folder (--data DIR).
vault-locked = The ledger is locked.
    .now = Unlock it, then try again (fobctl vault unlock).
passphrase-needed = The ledger's passphrase is needed: this computer has no keyring that could keep the key.
    .now = Type the passphrase, or name a file that holds it (--passphrase-file FILE).
passphrase-wrong = This passphrase does not open the ledger.
    .now = Check Caps Lock and the keyboard language, then type it again.
passphrase-not-set = This ledger was never given a passphrase; it opens with the computer's keyring.
    .now = Try again without a passphrase, signed in as the user who set the ledger up.
passphrase-short = The passphrase is empty or too short.
    .now = Choose a longer one; several unrelated words in a row are good and easy to type.
recovery-output-needed = No place was named for the recovery key, so no ledger was made.
    .now = Name a file for the key or for its printed sheet (--recovery-key-out FILE or --recovery-sheet FILE.pdf).
recovery-key-wrong = This recovery key does not open the ledger.
    .now = Compare it with the sheet letter by letter, and check that the sheet belongs to this ledger.
setup-not-begun = Setting up was not begun, or it was given up.
    .now = Begin again: nothing is lost, there was no ledger yet.
check-group-wrong = These are not the last six characters of the recovery key on the paper.
    .now = Look at the end of the key on the sheet, and type its last six characters.
vault-too-new = The ledger was written by a newer Fobdesk than the one on this computer.
    .now = Update Fobdesk here, then open the ledger again.
vault-damaged = The ledger's file is damaged, or it is not a ledger at all.
    .now = If you were bringing a backup back, choose another file. If not, change nothing in the ledger's folder, and ask your administrator to bring back the last backup.
ledger-changed = An entry of the ledger was changed by something other than Fobdesk.
    .now = Stop working with this ledger and have your administrator check it (fobctl doctor).
ledger-rolled-back = The ledger is older than it was when this computer last saw it: an old copy was put back.
    .now = Stop working with it and ask your administrator which copy is the right one.
not-enrolled = This computer may read the ledger but is not allowed to write to it.
    .now = Work on a computer that is set up for it, or have your administrator set up this one.
ledger-busy = Another program is writing to the ledger at this moment.
    .now = Wait a moment, then try again.
disk-full = The disk is full.
    .now = Make some room on it, then try again.
disk-failed = The disk could not read or write the ledger.
    .now = Have the disk checked before you go on working.

## The computer's keyring.

keyring-no-bus = The computer's keyring cannot be reached from this session.
    .now = Sign in on the computer's own desktop and try there; a ledger with a passphrase opens here too (--passphrase-file FILE).
keyring-no-service = No keyring is running on this computer.
    .now = Start one (on Linux: GNOME Keyring or KDE Wallet); a ledger with a passphrase opens without it (--passphrase-file FILE).
keyring-no-collection = The computer has a keyring program, but no keyring of yours in it.
    .now = Create a keyring and make it the default one (on Linux: in “Passwords and Keys”); a ledger with a passphrase opens without it (--passphrase-file FILE).
keyring-locked = The computer's keyring is locked.
    .now = Try again and type your login password when the keyring asks for it; if nothing asks, sign in on the computer's own desktop and try there.
keyring-slow = The computer's keyring did not answer in time.
    .now = Look for its question on the screen and answer it, then try again.
keyring-ambiguous = The computer's keyring holds two entries for this ledger.
    .now = Have your administrator remove the one that does not belong there; until then, delete neither.
keyring-wrong-value = The computer's keyring holds something under Fobdesk's name that is not Fobdesk's key.
    .now = Do not set up a new ledger; fetch the recovery key from its safe place and ask your administrator.
keyring-missing = The ledger is here, but its key is not in this computer's keyring.
    .now = Check that you are signed in as the user who set it up; if you are, fetch the recovery key, and do not set up a new ledger.
keyring-failed = The computer's keyring refused to do its work.
    .now = Sign out of the computer and in again, then try once more.

## What is plugged in.

no-service = The computer's smart card service is not running.
    .now = Start it or ask your administrator to, then try again (Linux: install pcscd, then “sudo systemctl start pcscd.socket”; Windows: the service “Smart Card”).
cards-denied = This session is not allowed to use smart cards and fobs.
    .now = Sign in at the computer itself, not from afar; if that does not help, ask your administrator for the right to use pcscd.
no-reader = No fob and no card reader is plugged in.
    .now = Plug the fob into this computer, or connect the reader.
no-fob = The reader is there, but there is no fob on it.
    .now = Lay the fob flat on the reader and leave it there, or plug it in.
which-fob = Several fobs are plugged in: { $serials }.
    .now = Unplug all but one, or say which one you mean (--fob SERIAL).
fob-not-here = The fob { $serial } is not plugged in.
    .now = Compare the number on the fob in your hand with { $serial }, then plug the right one in.
unknown-fob = The ledger does not know a fob { $serial }.
    .now = Compare the number with the one printed on the fob, or plug it in and look (fobctl fobs).
serial-twice = Fobs of two makers have the same serial { $serial }.
    .now = Unplug the other one, or name the token instead of the fob (--token ID); the person's page lists it (fobctl people show LOGIN).
fob-in-use =
    { $programs ->
        [none] Another program is using the fob; most often it is GnuPG, Yubico Authenticator or a VPN client.
       *[other] Another program is using the fob; running now, and most likely to be it: { $programs }.
    }
    .now = Close that program, then try again; GnuPG lets go with “gpgconf --kill scdaemon”.
fob-held = Fobdesk is already working on the fob { $serial } in another window or terminal.
    .now = Let that work finish, then try again.
fob-gone = The fob was pulled out.
    .now = Plug the same fob in again and repeat the step.
fob-lost = The connection to the fob broke in the middle of the work.
    .now = Plug the same fob in again and repeat the step; Fobdesk then finds out what the fob has taken.
fob-reset = Another program disturbed the fob in the middle of the work.
    .now = Close other programs that use fobs or smart cards, then repeat the step.
fob-barred = This computer does not let Fobdesk use the fob over USB, only as a keyboard.
    .now = Have the file 70-fobdesk.rules (it lies in Fobdesk's folder “packaging”) put into /etc/udev/rules.d, then run “sudo udevadm control --reload” and plug the fob in again.
fob-mute = The reader gets no answer from the fob.
    .now = Pull it out, turn it over and plug it in again; lay a contactless fob flat on the reader.
fob-nonsense = The fob gives answers that make no sense.
    .now = Pull it out and plug it in again; if it happens again, put this fob aside and take another one.
fob-swapped = This is not the fob that the work was begun with: that was { $serial }.
    .now = Plug the fob { $serial } in again and repeat the step.
fob-refused = The fob refused, for a reason that Fobdesk does not know.
    .now = Pull it out, plug it in again and repeat the step; if it refuses again, put it aside and take another one.

## Writing and proving.

fob-cannot =
    { $what ->
        [slots] This fob ({ $model }) has no slot that can make such codes.
        [oath] This fob ({ $model }) has no application for codes, or it is switched off.
        [keyboard] This fob ({ $model }) is reached as a keyboard only, so that nothing but its slots can be written.
        [hotp] This fob ({ $model }) makes codes by the clock only, none that count.
        [totp] This fob ({ $model }) makes codes that count only, none by the clock.
        [digits] This fob ({ $model }) cannot show codes of that length.
        [sha256] This fob ({ $model }) cannot make codes with SHA-256.
        [sha512] This fob ({ $model }) cannot make codes with SHA-512.
        [period] This fob ({ $model }) does not know that time step.
        [name] The name of the entry does not fit this fob ({ $model }): it is too long, or has other letters than plain Latin ones.
        [secret] The secret is too long for this fob ({ $model }).
        [touch] This fob ({ $model }) cannot ask for a touch.
        [counter] This fob ({ $model }) cannot begin at that counter.
       *[other] This fob ({ $model }) cannot do what the profile asks for.
    }
    .now =
    { $what ->
        [hotp] Choose a profile whose codes follow the clock (oath-totp), or take a fob of another model.
        [name] Take a fob of another model, or give the person a shorter login of plain Latin letters.
       *[other] Choose another profile (fobctl profiles), or take a fob of another model.
    }
fob-password = The codes on this fob are protected by a password that Fobdesk does not know.
    .now = Have the password removed by whoever set it (in Yubico Authenticator: “Manage password”), or take another fob.
fob-keyed =
    { $tries ->
        [none] This fob does not take the key that its maker gives to every such fob: it cannot be written to.
        [known] This fob has refused Fobdesk's key before: somebody gave it another one. The key was not tried again, since the fob locks itself after too many wrong ones.
       *[other] Somebody gave this fob another key than its maker's, so it cannot be written to. Wrong keys that it takes before it locks itself: { $tries }.
    }
    .now =
    { $tries ->
        [none] Take another fob.
       *[other] Take another fob. Or set this one back to its maker's key, which empties it; only then issue it again in the terminal, with the last four digits of its serial (fobctl issue --overwrite).
    }
fob-full = The fob has no room for one more entry.
    .now = Take another fob, or have an entry removed from this one that nobody needs any more.
slot-protected = Slot { $slot } of the fob is locked with an access code that Fobdesk does not know.
    .now = Choose a profile for the other slot, or take another fob.
name-too-long = The name “{ $name }” is too long for a fob.
    .now = Use a profile with a shorter issuer (fobctl profiles add), or give the person a shorter login.
slot-silent = Slot { $slot } of the fob types nothing when it is pressed.
    .now = Press the other slot, or look whether the fob has been issued (fobctl fobs).
slot-in-use =
    { $whose ->
        [same] This person has this fob already: slot { $slot } is given and proven.
       *[other] Slot { $slot } of the fob is already in use.
    }
    .now =
    { $whose ->
        [same] Nothing needs to be done. For a sheet of recovery codes make a new set (fobctl codes issue); to write the slot anew all the same, confirm with the last four digits of the fob's serial (--overwrite).
       *[other] If what is in it may be lost for good, confirm with the last four digits of the fob's serial (--overwrite); otherwise take the other slot or another fob.
    }
name-in-use =
    { $whose ->
        [same] This person has this fob already: “{ $name }” is given and proven.
       *[other] The fob already holds an entry named “{ $name }”.
    }
    .now =
    { $whose ->
        [same] Nothing needs to be done. For a sheet of recovery codes make a new set (fobctl codes issue); to write the entry anew all the same, confirm with the last four digits of the fob's serial (--overwrite).
       *[other] If that entry may be lost for good, confirm with the last four digits of the fob's serial (--overwrite); otherwise take another fob.
    }
display-in-use =
    { $whose ->
        [same] This person has this fob already: it is given and proven.
       *[other] The fob already shows somebody's codes on its display.
    }
    .now =
    { $whose ->
        [same] Nothing needs to be done. For a sheet of recovery codes make a new set (fobctl codes issue); to write the fob anew all the same, confirm with the last four digits of its serial (--overwrite).
       *[other] If those codes may be lost for good, confirm with the last four digits of the fob's serial (--overwrite); otherwise take another fob.
    }
overwrite-mismatch = These are not the last four digits of the fob's serial, which is { $serial }.
    .now = Look whether the right fob is plugged in, then type the last four digits of its serial.
genuine-consent =
    { $stays ->
        [yes] To be asked who made it, the fob must make a key in PIV slot 95, which nobody uses; the key stays there, since this firmware cannot delete it.
       *[no] To be asked who made it, the fob must make a key in PIV slot 95, which nobody uses; the key is deleted again at once.
    }
    .now = Codes and slots stay as they are. If the fob { $serial } may make the key, confirm with the last four digits of its serial, { $last } (--consent).
genuine-cut = The connection broke while the fob was asked who made it. Its codes and slots are as they were; a key that opens nothing may be left in PIV slot 95.
    .now = Plug the fob { $serial } in again and ask again: Fobdesk goes on with that key and clears it away where the fob can.
fob-taken = This fob belongs to somebody else: { $login }.
    .now = Take another fob; only if { $login } is to lose this one for good, confirm with the last four digits of its serial (--overwrite).
fob-out-of-use =
    { $state ->
        [lost] The fob { $serial } was reported lost.
        [suspended] The fob { $serial } is suspended.
        [returned] The fob { $serial } was taken back and is not in use.
        [retired] The fob { $serial } was retired for good.
       *[other] The fob { $serial } is out of use.
    }
    .now = Put it aside and take another one.
fob-not-lost = The fob { $serial } was not reported lost.
    .now = Nothing is to be done; whose it is, the list of people tells.
letter-nothing = There is nothing to write this letter about: { $whom }.
    .now = Look at the person’s page: a letter needs a fob that is lost, came back, or is in use.
letter-code = This emergency code does not open anything, so it is not printed.
    .now = Compare it with the one that was shown, or print the letter without it.
found-changed = The fob { $serial } does not hold any more what was given out.
    .now = Do not give it back: retire it, or empty it and give it out anew (fobctl found --retire).
not-wiped = The fob { $serial } still holds what should have been taken off it.
    .now = Plug it in again and do the same once more; if it stays, retire the fob.
reason-needed = A reason is missing.
    .now = Say in a few words why; it stands in the history.
days-bad = A suspension is for one to { $most } days, or for good.
    .now = Give a number of days from 1 to { $most }, or say that it is for good.
not-for-good = Nobody may do without codes for good here.
    .now = Give a number of days, or have the rule changed (fobctl policy suspend.for_good yes).
not-suspended = { $login } is not suspended.
    .now = Nothing is to be done.
emergency-bad = An emergency code is for 1 to 20 uses, and lasts from a minute to a week.
    .now = Give other numbers.
no-fob-to-lose = { $login } has no fob in use that could be lost.
    .now = Check the name, or name the fob by its serial.
proof-needed = Nothing says yet that it is the person who asks.
    .now = Ask for a recovery code first, or say how you know that it is the person (--identified).
same-fob = The fob { $serial } cannot stand in for itself.
    .now = Plug in another fob, or name another one.
nothing-to-replace = Nobody has the fob { $serial }, so there is nothing to replace.
    .now = Look to whom it belongs (fobctl fobs), or give the person a fob as usual (fobctl issue).
already-replaced = The fob { $serial } was replaced before, by { $by }.
    .now = Nothing is to be done; for yet another fob, replace { $by }.
loan-open = { $login } has the fob { $serial } on loan already.
    .now = Take that one back first, or lend the same one for longer.
not-to-lend = The fob { $serial } is somebody's, so it cannot be lent.
    .now = Take a fob out of the drawer that nobody has.
term-bad = It is for one to { $most } days.
    .now = Give a number of days from 1 to { $most }.
nothing-to-defer = { $login } has a fob, or need not have one.
    .now = Nothing is to be done; who must have a fob, a rule says (fobctl policy mandatory.departments).
undo-over = The loss of the fob { $serial } cannot be undone any more.
    .now = If the fob is there, decide over it as over a found one (fobctl found --give-back).
touch-timeout = Nobody touched the fob in time.
    .now = Repeat the step, and touch the metal spot of the fob as soon as it blinks.
stopped = The work was stopped before its end.
    .now = Start it again when you are ready; it goes on where it stopped.
proof-failed = The fob took the secret, but its code is not the right one.
    .now = Do not hand this fob out; issue it once more with the last four digits of its serial (--overwrite), and if that fails too, take another one.
not-there = The fob said that all went well, but the new entry is not on it.
    .now = Do not hand this fob out; issue it once more, and if that fails too, take another one.
somebody-first =
    { $state ->
        [intended] Somebody else was first ({ $who }): this fob is being prepared at the moment.
        [written] Somebody else was first ({ $who }): this fob has been written and waits for its proof.
        [verified] Somebody else was first ({ $who }): this fob has been written and proven.
        [assigned] Somebody else was first ({ $who }): this fob has been given to a person.
        [handed_over] Somebody else was first ({ $who }): this fob has been handed over.
        [suspended] Somebody else was first ({ $who }): this fob has been suspended.
        [lost] Somebody else was first ({ $who }): this fob has been reported lost.
        [returned] Somebody else was first ({ $who }): this fob has been taken back.
        [retired] Somebody else was first ({ $who }): this fob has been retired.
        [abandoned] Somebody else was first ({ $who }): this work has been given up.
       *[other] Somebody else was first ({ $who }), and things have changed.
    }
    .now = Look at how things stand now before you go on (fobctl log).
code-wrong = This code does not fit.
    .now = Get a new code from the same fob and type it again, digit by digit.
code-used = This code was used before.
    .now = Get a new code from the fob: press it once more, or wait for the next one.
code-unreadable = A code has { $digits } digits here, and nothing else.
    .now = Type the code again, only its { $digits } digits.
code-needed = Fobdesk cannot ask this fob for its code; a person has to press it, or read its display.
    .now = Press the fob so that it types or shows its code, and give that code (--code).
nothing-to-verify = Nothing on the fob { $serial } waits for a proof.
    .now = Look what is plugged in and to whom it belongs (fobctl fobs).
which-token = Several tokens fit: { $ids }.
    .now = Say which one you mean (--token ID).
unknown-token = The ledger does not know a token { $id }.
    .now = Look for the right one on the person's page (fobctl people show LOGIN).
codes-not-found = These two codes do not follow each other on this secret.
    .now = Get two new codes from the fob, one right after the other, and check that the secret is the one of this fob.
code-letter = In code { $nth } the mark “{ $found }” is no digit.
    .now = Type code { $nth } again, digits only; spaces and dashes between them do no harm.
code-length = Code { $nth } has { $got } digits; this fob's codes have { $digits }.
    .now = Have code { $nth } read out again, digit by digit.
codes-two-needed = Two codes in a row are needed here, or three; { $got } were given.
    .now = Press the fob, note the code, press it once more, and give both.
nothing-to-sync = Nothing of { $who } is in use, so there is no counter to put in step.
    .now = Check the name or the serial; whose fob it is, two codes tell (fobctl whose).
secret-unreadable = The secret in the file cannot be read.
    .now = The file must hold one line with the secret, as hexadecimal digits or in Base32.
already-ours = The ledger already has this token of the fob { $serial }.
    .now = Nothing is left to adopt; look to whom the fob belongs (fobctl fobs).

## People, profiles, files.

unknown-person = There is nobody with the login “{ $login }”.
    .now = Check the spelling (fobctl people find TEXT), or add the person (fobctl people add).
login-taken = The login “{ $login }” belongs to somebody already.
    .now = Choose another login, or look who has it (fobctl people find).
login-bad = “{ $login }” cannot be a login.
    .now = Give 1 to 64 visible characters without spaces, as the person types them when signing in.
name-missing = The person's name is missing.
    .now = Give the name as it shall stand on the recovery sheet.
person-has-fobs = The person “{ $login }” still has fobs: { $serials }.
    .now = Take these fobs back first, then delete the person.
unknown-profile = There is no profile “{ $name }”.
    .now = Choose one of those that there are (fobctl profiles).
profile-taken = There is a profile “{ $name }” already.
    .now = Choose another name for the new one.
profile-bad =
    { $why ->
        [name] A profile's name has 1 to 64 characters, without spaces at its ends.
        [digits] Codes have 6, 7 or 8 digits.
        [slot-totp] A slot cannot make codes that follow the clock.
        [slot-algorithm] A slot can only make its codes with SHA-1.
        [slot-digits] A slot makes codes of 6 or 8 digits, not of 7.
        [slot-counter] A slot can only begin to count at a multiple of 16, up to 1048560.
        [slot-touch] A slot needs its touch anyway; there is nothing to choose.
        [oath-enter] Only a slot can type Enter after its code.
        [counter] The counter is too large for a fob.
        [totp-counter] Codes that follow the clock have no counter to begin at.
        [hotp-period] Codes that follow a counter have no period.
        [period] A period has 1 to 86400 seconds.
        [issuer] An issuer is not empty and holds no colon.
       *[other] The parts of this profile do not go together.
    }
    .now = Compare it with the profiles that there are (fobctl profiles), then change what does not fit.
file-unreadable = The file { $file } cannot be read.
    .now = Check its name, and whether you may read it.
file-exists = There is a file { $file } already, and Fobdesk overwrites nothing.
    .now = Choose another name, or move the old file away.
file-unwritable = The file { $file } cannot be written.
    .now = Check that its folder is there, that you may write into it, and that the disk has room.
chain-file-bad = The file { $file } holds no certificates that Fobdesk can read.
    .now = Name Yubico's file of intermediate certificates, as text (PEM).
csv-no-header = The list does not begin with a line that names its columns.
    .now = Put this line at the top of the list: login,name,email,department
csv-encoding = The letters of this list are stored in a way that Fobdesk cannot read.
    .now = Save the list again as “CSV UTF-8” and import that file.
csv-empty = There is nobody in the list.
    .now = Check that it is the right file; below the first line there must be one line for each person.
no-list = No list was chosen.
    .now = Choose the file with the list first.
logo-no-png = This file is no picture of the kind PNG.
    .now = Save the logo as PNG in a program for pictures, and choose that file. The logo is as it was.

logo-too-large = This picture is too large for a logo.
    .now = Make it smaller: at most 200 kB, and at most 2000 pixels wide and high. The logo is as it was.

logo-damaged = This picture is damaged: it cannot be read to its end.
    .now = Save it again as PNG, or take another copy of the file. The logo is as it was.

csv-too-large = The list is too large to be imported at once.
    .now = Divide it into several files and import them one after the other.

## Why a line of a list is not taken.

row-no-login = The line has no login.
row-no-name = The line has no name.
row-too-many-fields = The line has more columns than the first line of the list.
row-login-bad = “{ $login }” cannot be a login: it takes 1 to 64 visible characters without spaces.
row-login-twice = The login “{ $login }” stands in the list twice; the first line was taken.

## Recovery codes.

no-codes = The person “{ $login }” has no recovery codes.
    .now = If there should be some, issue a set (fobctl codes issue).
codes-not-made = The fob is proven and given to “{ $login }”, but the recovery codes could not be made.
    .now = Issue them by themselves (fobctl codes issue); the fob needs nothing more.
codes-output-needed = No place was named for the recovery codes, so none were made.
    .now = Say where they shall go: to a sheet or to a text file (--pdf FILE or --text FILE).
codes-count-bad = A set has 1 to 20 recovery codes.
    .now = Choose a number from 1 to 20 (--count).
codes-off = Recovery codes are not used here.
    .now = Have the rule changed if they should be (fobctl policy codes.allowed yes).
codes-print-only = Codes leave on paper alone here.
    .now = Print the sheet or save it as PDF, or have the rule changed (fobctl policy codes.print_only no).
no-grey = There are no grey letters on the sheet { $set }.
    .now = Check a code instead, or make a new sheet: it has them (fobctl codes issue).
row-not-asked = No answer is awaited for row { $row }.
    .now = Ask for another row: each is asked once (fobctl codes possess).
grey-unreadable = This is not two letters.
    .now = Have the two grey letters read out again. This answer does not count.
no-copy = No copy of the sheet { $set } is kept, so it cannot be printed again.
    .now = Make a new sheet; the present one becomes void (fobctl codes issue).
codes-all-used = Every row of the sheet of “{ $login }” is used: there is nothing to print.
    .now = Make a new sheet (fobctl codes issue).
policy-unknown = There is no rule called { $key }.
    .now = Look at the list of rules (fobctl policy).
policy-bad = The rule { $key } takes: { $takes }.
    .now = Give one of these values.
print-failed = The printer “{ $queue }” did not take the sheet.
    .now = Check that the printer is on and has paper, then issue a new set of codes.
sheet-failed = The sheet could not be drawn.
    .now = Report this to whoever looks after Fobdesk, and use a text file meanwhile (--text FILE).

## Who works here.

sign-in-needed = Nobody has signed in at this desk.
    .now = Sign in: in a terminal with --operator LOGIN --operator-passphrase-file FILE.
sign-in-wrong = Login or passphrase is wrong.
    .now = Check Caps Lock and the keyboard language, then type both again. An administrator can give you a new passphrase.
sign-in-throttled = There were too many wrong passphrases in a row.
    .now = Wait 15 minutes, then try again; or ask another operator.
not-allowed = The role of “{ $login }” does not allow this.
    .now = Ask somebody whose role does. What each role may do stands in the house's rules.
needs-approval = This waits for a second operator. Nothing has been done yet.
    .now = Have another operator release it within a day: number { $id } (fobctl approve { $id }).
unknown-release = Nothing of the number “{ $id }” waits for a release.
    .now = Look what waits (fobctl approve), and give its number.
release-over = Number { $id } does not wait any more: it was decided, its day is over, or whoever asked may not do it now.
    .now = If it is still wanted, ask for it again.
release-own = You asked for number { $id } yourself.
    .now = Have another operator release it.
unknown-operator = There is no operator “{ $login }”.
    .now = Look who there is (fobctl operators list).
operator-taken = There is an operator “{ $login }” already.
    .now = Choose another login. One who was disabled can be brought back.
first-admin = The first operator has to be an administrator: from then on everybody signs in.
    .now = Add an administrator first (--role admin), then the others.
last-admin = This is the last administrator.
    .now = Make somebody else an administrator first.
role-bad = “{ $role }” is no role.
    .now = Choose viewer, helpdesk, provisioner, auditor or admin.

## The rest.

usage = Fobdesk does not understand this command.
    .now = Look how it is used (fobctl --help).
unexpected = Something happened that should never happen.
    .now = Try once more; if it happens again, write down what you did and ask for help (fobctl doctor).
