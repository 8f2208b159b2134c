## The house's rules: what each means at the desk.

settings-note = They hold for everybody who works at this desk
settings-sheets = Recovery sheets
settings-guesses = Wrong codes
settings-days = Some days without a fob
settings-proof = Is it the person?
settings-must = Who must have a fob
settings-others = Other rules
settings-range = { $least } to { $most }.
settings-usual = Usual: { $value }
settings-back = Back to the usual
settings-saved = { $rule }: { $value }. It holds from now on.
settings-yes = yes
settings-no = no

rule-codes-allowed = Recovery codes are used
rule-codes-allowed-about = Without them no sheet is made, and no code is checked.
rule-codes-print-only = On paper alone
rule-codes-print-only-about = A sheet is printed or saved as PDF, never as a text file.
rule-codes-count = Codes on a sheet
rule-codes-count-about = Each works once.
rule-codes-format = How codes look
rule-codes-format-about = Holds for new sheets; those that are out stay valid.
rule-codes-format-symbols = XXXXX-XXXXX-XXXXX, letters and digits
rule-codes-format-bitrix = xxxx-xxxx, as in 1C-Bitrix
rule-codes-format-digits = twenty digits
rule-codes-keep-copy = Keep a sealed copy of each new sheet
rule-codes-keep-copy-about = So that the same sheet can be printed again. Switched off, every copy is removed.
rule-codes-low-water = Few codes left
rule-codes-low-water-about = From so many on, a new sheet is asked for.
rule-codes-expiry-days = Days that a sheet is valid
rule-codes-expiry-days-about = 0: until there is a new one.
rule-codes-new-fob-voids = A new fob voids the sheet
rule-codes-new-fob-voids-about = When somebody gets a fob in the place of another, the old sheet ends, too.
rule-codes-wrong-most = Wrong codes in a row
rule-codes-wrong-most-about = After so many, nothing is checked for a while. Slips do not count.
rule-codes-wrong-most-here = Wrong codes at one computer
rule-codes-wrong-most-here-about = For whomever: after so many, nothing is checked there for a while.
rule-codes-wrong-minutes = Minutes to wait then
rule-codes-wrong-minutes-about = Counted from the first of them.
rule-suspend-most-days = Days without a fob, at most
rule-suspend-most-days-about = It ends by itself.
rule-suspend-for-good = Without a fob for good
rule-suspend-for-good-about = Somebody may do without until it is ended by hand.
rule-proof-replace = Before another fob is given
rule-proof-replace-about = A recovery code must have been accepted, or you say how you know the person.
rule-proof-emergency = Before an emergency code is given
rule-proof-emergency-about = The same is asked when a fob is lost and a code is wanted.
rule-mandatory-departments = Departments that must have a fob
rule-mandatory-departments-about = With commas between them. Empty: nobody must.
rule-mandatory-days = Days until then
rule-mandatory-days-about = From the day a person was added, or the department was named here.

settings-none = nothing
settings-paper = On every paper
settings-staff = Who may do what
settings-two = What a second operator releases

rule-contact = How to reach you
rule-contact-about = A telephone number, a room: it stands on every paper.
rule-paper-size = Paper
rule-paper-size-about = What sheets and letters are printed on; it can be chosen for a single sheet, too.
rule-paper-size-a4 = A4
rule-paper-size-letter = Letter
rule-paper-size-a5 = A5
rule-paper-size-card = Card for the wallet
rule-idle-seconds = Seconds until the desk locks itself
rule-idle-seconds-about = When nobody touches mouse or keys. Only once there are operators.
rule-may-give = Give fobs
rule-may-give-about = Administrators always may.
rule-may-return = Take fobs back, retire them
rule-may-return-about = Administrators always may.
rule-may-sync = Put fobs in step
rule-may-sync-about = Administrators always may.
rule-may-codes = Make, check and void recovery codes
rule-may-codes-about = Administrators always may.
rule-may-lost = Take lost fobs out of use, decide over found ones
rule-may-lost-about = Administrators always may.
rule-may-days = Let somebody do without a fob
rule-may-days-about = Administrators always may.
rule-may-people = Add and change people
rule-may-people-about = Administrators always may.
rule-may-history = Read the history
rule-may-history-about = Administrators always may.
rule-two-for-good = Without a fob for good
rule-two-for-good-about = Holds as soon as there are two operators.
rule-two-codes-void = Void everybody's sheets at once, end it for several who left
rule-two-codes-void-about = Holds as soon as there are two operators.
rule-two-operators = Add operators, change them
rule-two-operators-about = Else an administrator alone may, and may so bring in the second one.
rule-sign-in-fob = An operator's own fob is enough
rule-sign-in-fob-about = Its next code signs in and releases, in the place of the passphrase.
rule-two-policy = Change a rule
rule-two-policy-about = Holds as soon as there are two operators.

role-viewer = Viewer
role-helpdesk = Helpdesk
role-provisioner = Provisioner
role-auditor = Auditor
role-admin = Administrator

report-policy-bad-what = This value does not fit the rule.
report-policy-bad-now = Give a value from the range that stands beside it. Esc brings the former one back.

logo = Logo
logo-about = A PNG of at most 200 kB: it stands at the head of every sheet and letter.
logo-choose = Choose a picture…
logo-other = Another picture…
logo-remove = Remove
logo-saved = The logo stands on every paper from now on.
logo-removed = The logo is removed.

void-all = Void everybody's sheets
void-all-about = For the day a printer or a drawer cannot be trusted any more. Everybody needs a new sheet then.
void-all-open = Void all…
void-all-title = Void everybody's sheets?
void-all-text = No code of any sheet is accepted from then on. This cannot be taken back; the history says why.
void-all-reason = Why?
void-all-printer = The printer kept copies
void-all-stolen = Sheets were stolen
void-all-do = Void all sheets
void-all-done =
    { $count ->
        [0] Nobody had a valid sheet.
        [one] 1 sheet is void.
       *[other] { $count } sheets are void.
    }
