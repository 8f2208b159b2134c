## The first start, and opening a ledger that is there.

setup-step = Step { $n } of 3
setup-title = Set up this desk
setup-text = Fobdesk keeps everything in one ledger on this computer. It is made now; this takes two minutes and a sheet of paper.
setup-organisation = Name of your organisation
setup-organisation-hint = It stands on every sheet that you print.
setup-contact = How to reach your helpdesk
setup-contact-hint = A telephone number or a room; it stands on every sheet. You may leave it empty.
setup-keyring = This computer's keyring will keep the ledger's key.
setup-keyring-now = The ledger opens by itself when you are signed in to this computer. There is no password to remember.
setup-no-keyring = The ledger will open with a passphrase.
setup-passphrase = Passphrase for the ledger
setup-again = The same once more
setup-differs = The two are not the same.
setup-strength-none = At least 8 characters. Several unrelated words in a row are good and easy to type.
setup-strength-short = Too short: at least 8 characters.
setup-strength-weak = Easy to guess. Add another word or two.
setup-strength-fair = Fair. One more word makes it good.
setup-strength-good = Good: hard to guess.
setup-go-on = Go on
setup-busy = One moment…
setup-have-backup = I have a backup
setup-practise = Try it first
setup-back = Back

setup-key-title = Put the recovery key on paper
setup-key-text = If this computer breaks, only this key opens your backups. It is never shown here: print it, and keep the sheet in a safe place.
setup-key-where = Where should it go?
setup-key-printed = Sent to { $queue }. Fetch the sheet before you go on.
setup-key-saved = Saved: { $file }. Print it, put the sheet in a safe place, and delete the file.
setup-last = The last six characters of the key on the paper
setup-last-hint = So that you know that the key can be read. Spaces do not count.
setup-finish = Open the desk
setup-done = The desk is set up. Keep the recovery key in a safe place.
setup-restored = The backup is in place, and the ledger is open.

restore-title = Bring back a backup
restore-text = You need the backup file and the recovery key from its sheet of paper.
restore-key = Recovery key
restore-key-hint = As it stands on the sheet; spaces and small letters do not matter.
restore-choose = Choose the backup…

unlock-title = The ledger is locked
unlock-text = This computer's keyring holds its key.
unlock-passphrase-text = It opens with its passphrase.
unlock-passphrase = Passphrase
unlock-do = Unlock
unlock-busy = Opening…
unlock-again = Try again
