//! The table of causes: a name, a code, a kind, and the values that its sentences may name.

use super::Kind;

impl Cause {
    /// The fob is lost, suspended or retired.
    pub(crate) fn out_of_use(fob: &desk_store::Fob) -> Self {
        Self::FobOutOfUse { serial: fob.called().to_owned(), state: fob.state.to_string() }
    }

    /// Another program holds the fob; the programs that may be it, if any are running.
    pub(crate) fn in_use(programs: &[String]) -> Self {
        let named = if programs.is_empty() { "none".to_owned() } else { programs.join(", ") };
        Self::FobInUse { programs: named }
    }
}

macro_rules! causes {
    ($( $(#[$doc:meta])* $name:ident $({ $($(#[$fdoc:meta])* $field:ident),+ })? = $code:literal, $kind:ident; )+) => {
        /// What happened. The code is the contract's `error.code`; fields fill the sentences.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Cause {
            $( $(#[$doc])* $name $({ $($(#[$fdoc])* #[doc = stringify!($field)] $field: String),+ })?, )+
        }

        impl Cause {
            /// The stable code of this cause.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $( Self::$name $({ $($field: _),+ })? => $code, )+ }
            }

            /// Which kind of "no" it is.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $( Self::$name $({ $($field: _),+ })? => Kind::$kind, )+ }
            }

            /// The values that its sentences may name.
            #[must_use]
            pub fn values(&self) -> Vec<(&'static str, &str)> {
                match self { $( Self::$name $({ $($field),+ })? => vec![$($((stringify!($field), $field.as_str())),+)?], )+ }
            }

            /// The cause of that code, if these are all the values it needs.
            pub(super) fn named(code: &str, values: &[(&str, String)]) -> Option<Self> {
                let value = |name: &str| values.iter().find(|v| v.0 == name).map(|v| v.1.clone());
                Some(match code {
                    $( $code => Self::$name $({ $($field: value(stringify!($field))?),+ })?, )+
                    _ => return None,
                })
            }

            /// One of each, with its field names as values: for the tests of the sentences.
            #[must_use]
            pub fn one_of_each() -> Vec<Self> {
                vec![ $( Self::$name $({ $($field: format!("<{}>", stringify!($field))),+ })?, )+ ]
            }
        }
    };
}

causes! {
    // The ledger and its key.
    /// No ledger in this folder yet.
    NoVault = "no_vault", Missing;
    /// A ledger stands here already.
    VaultExists = "vault_exists", Failed;
    /// The ledger's key is locked away until somebody unlocks it.
    VaultLocked = "vault_locked", NotNow;
    /// There is no keyring that works; a passphrase must be given.
    PassphraseNeeded = "passphrase_needed", Missing;
    /// The passphrase does not open this ledger.
    PassphraseWrong = "passphrase_wrong", Failed;
    /// An empty or too short passphrase.
    PassphraseShort = "passphrase_short", Missing;
    /// Set-up needs at least one place for the recovery key.
    RecoveryOutputNeeded = "recovery_output_needed", Missing;
    /// The recovery key does not open this ledger.
    RecoveryKeyWrong = "recovery_key_wrong", Failed;
    /// Set-up was not begun, or was given up.
    SetupNotBegun = "setup_not_begun", Missing;
    /// The symbols that were read back are not those on the paper.
    CheckGroupWrong = "check_group_wrong", Missing;
    /// The ledger was written by a newer Fobdesk.
    VaultTooNew { schema } = "vault_too_new", Failed;
    /// The file is not a ledger, or its structure is broken.
    VaultDamaged = "vault_damaged", Failed;
    /// An older copy of the ledger was put back.
    LedgerRolledBack = "ledger_rolled_back", Failed;
    /// The ledger was made without a passphrase.
    PassphraseNotSet = "passphrase_not_set", Missing;
    /// The ledger was opened by its recovery key on a workstation that may only read.
    NotEnrolled = "not_enrolled", Failed;
    /// A row was changed by something other than Fobdesk.
    LedgerChanged { table } = "ledger_changed", Failed;
    /// Another process writes to the ledger.
    LedgerBusy = "ledger_busy", NotNow;
    /// The disk is full.
    DiskFull = "disk_full", Failed;
    /// The disk refuses.
    DiskFailed = "disk_failed", Failed;
    /// No session bus: no keyring can be asked.
    KeyringNoBus = "keyring_no_bus", Failed;
    /// No keyring service on the bus.
    KeyringNoService = "keyring_no_service", Failed;
    /// A keyring service without a keyring.
    KeyringNoCollection = "keyring_no_collection", Failed;
    /// The keyring is locked, or its question was dismissed.
    KeyringLocked = "keyring_locked", NotNow;
    /// The keyring did not answer in time.
    KeyringSlow = "keyring_slow", NotNow;
    /// Two entries answer to our name.
    KeyringAmbiguous = "keyring_ambiguous", Failed;
    /// The entry is there and is not ours.
    KeyringWrongValue = "keyring_wrong_value", Failed;
    /// The ledger exists, its key is not in the keyring.
    KeyringMissing = "keyring_missing", Failed;
    /// Anything else that the keyring said.
    KeyringFailed = "keyring_failed", Failed;

    // What is plugged in.
    /// The smart card service is not running.
    NoService = "no_service", Failed;
    /// This session may not use smart cards.
    CardsDenied = "cards_denied", Failed;
    /// This session may not use the fob's USB HID interface.
    FobBarred = "fob_barred", Failed;
    /// No reader, no fob.
    NoReader = "no_reader", Missing;
    /// A reader is there; nothing lies on it.
    NoFob = "no_fob", Missing;
    /// Several fobs are plugged in and none is named.
    WhichFob { serials } = "which_fob", Missing;
    /// The named fob is not plugged in.
    FobNotHere { serial } = "fob_not_here", Missing;
    /// No fob of that serial in the ledger.
    UnknownFob { serial } = "unknown_fob", Missing;
    /// Two makers use this serial; the caller must say which.
    SerialTwice { serial } = "serial_twice", Missing;
    /// Another program holds the fob.
    FobInUse { programs } = "fob_in_use", NotNow;
    /// Another Fobdesk works on this fob.
    FobHeld { serial } = "fob_held", NotNow;
    /// The fob was pulled.
    FobGone = "fob_gone", Failed;
    /// The fob was lost during a command.
    FobLost = "fob_lost", Failed;
    /// Another program reset the fob meanwhile.
    FobReset = "fob_reset", NotNow;
    /// The reader cannot talk to what lies on it.
    FobMute = "fob_mute", Failed;
    /// The fob's answers make no sense.
    FobNonsense = "fob_nonsense", Failed;
    /// A different fob than a moment ago.
    FobSwapped { serial } = "fob_swapped", Failed;
    /// The fob refuses, with a status nobody expected.
    FobRefused { status } = "fob_refused", Failed;

    // Writing and proving.
    /// This fob cannot do what the profile asks.
    FobCannot { model, what } = "fob_cannot", Failed;
    /// The fob's OATH application is protected by a password that is not ours.
    FobPassword = "fob_password", Failed;
    /// The fob has another key than the one its maker gives to every such fob.
    FobKeyed { tries } = "fob_keyed", Failed;
    /// No room for another credential.
    FobFull = "fob_full", Failed;
    /// The slot is protected by an access code that is not ours.
    SlotProtected { slot } = "slot_protected", Failed;
    /// The slot was pressed and types nothing.
    SlotSilent { slot } = "slot_silent", Failed;
    /// The slot is in use and nobody agreed to lose it.
    SlotInUse { slot, last, whose } = "slot_in_use", Missing;
    /// The credential's name is in use and nobody agreed to lose it.
    NameInUse { name, last, whose } = "name_in_use", Missing;
    /// The fob shows somebody's codes on its display, and nobody agreed to lose them.
    DisplayInUse { last, whose } = "display_in_use", Missing;
    /// Issuer and login together are longer than a fob's name can be.
    NameTooLong { name } = "name_too_long", Failed;
    /// The four digits given are not the last four of the serial.
    OverwriteMismatch { serial } = "overwrite_mismatch", Missing;
    /// A key would have to be made on the fob, and nobody agreed to it.
    GenuineConsent { serial, last, stays } = "genuine_consent", Missing;
    /// The fob was lost after a key was perhaps made on it.
    GenuineCut { serial } = "genuine_cut", Failed;
    /// The fob belongs to somebody else.
    FobTaken { login, last } = "fob_taken", Missing;
    /// The fob is out of use.
    FobOutOfUse { serial, state } = "fob_out_of_use", Failed;
    /// The fob is not lost, so it cannot be found.
    FobNotLost { serial } = "fob_not_lost", Failed;
    /// Nothing in the ledger that such a letter could be about.
    LetterNothing { whom } = "letter_nothing", Failed;
    /// An emergency code for a letter that opens nothing.
    LetterCode = "letter_code", Failed;
    /// The fob that was found does not hold what was given out.
    FoundChanged { serial } = "found_changed", Failed;
    /// The fob could not be emptied.
    NotWiped { serial } = "not_wiped", Failed;
    /// An act that takes something away needs a reason.
    ReasonNeeded = "reason_needed", Missing;
    /// A suspension is for one day up to so many.
    DaysBad { most } = "days_bad", Missing;
    /// The house's rules let nobody be suspended for good.
    NotForGood = "not_for_good", NotAllowed;
    /// Nobody has suspended this person.
    NotSuspended { login } = "not_suspended", Failed;
    /// An emergency code has 1 to 20 uses and lasts a minute to a week.
    EmergencyBad = "emergency_bad", Missing;
    /// The person has no fob that could be lost.
    NoFobToLose { login } = "no_fob_to_lose", Failed;
    /// Nothing says that it is the person who asks.
    ProofNeeded = "proof_needed", NotAllowed;
    /// A fob cannot stand in for itself.
    SameFob { serial } = "same_fob", Missing;
    /// Nobody has this fob, so there is nothing to replace.
    NothingToReplace { serial } = "nothing_to_replace", Failed;
    /// The fob was replaced before.
    AlreadyReplaced { serial, by } = "already_replaced", Failed;
    /// The person has another fob lent already.
    LoanOpen { login, serial } = "loan_open", Failed;
    /// Somebody else, or the person itself, has the fob that is to be lent.
    NotToLend { serial } = "not_to_lend", Failed;
    /// A number of days from one to so many is needed.
    TermBad { most } = "term_bad", Missing;
    /// The person need not have a fob, or has one.
    NothingToDefer { login } = "nothing_to_defer", Failed;
    /// The seconds in which it could be undone are over, or something else was done meanwhile.
    UndoOver { serial } = "undo_over", Failed;
    /// Nobody touched the fob in time.
    TouchTimeout = "touch_timeout", NotNow;
    /// The person at the desk stopped it.
    Stopped = "stopped", NotNow;
    /// The fob took the secret, but its code is not ours.
    ProofFailed = "proof_failed", Failed;
    /// The write was answered with success, but the fob does not show it.
    NotThere = "not_there", Failed;
    /// Somebody else was first.
    SomebodyFirst { who, state } = "somebody_first", NotNow;
    /// The code does not fit this token here.
    CodeWrong = "code_wrong", Failed;
    /// The code was used before.
    CodeUsed = "code_used", Failed;
    /// What was typed is not a code of that many digits.
    CodeUnreadable { digits } = "code_unreadable", Missing;
    /// A typed code is needed for this fob.
    CodeNeeded = "code_needed", Missing;
    /// Nothing on this fob waits for a proof.
    NothingToVerify { serial } = "nothing_to_verify", Failed;
    /// Several tokens fit; one must be named.
    WhichToken { ids } = "which_token", Missing;
    /// No token of that id.
    UnknownToken { id } = "unknown_token", Missing;
    /// The two codes are not next to each other anywhere in the window.
    CodesNotFound = "codes_not_found", Failed;
    /// A mark in a code that is no digit.
    CodeLetter { nth, found } = "code_letter", Missing;
    /// A code with another number of digits than the token's codes have.
    CodeLength { nth, got, digits } = "code_length", Missing;
    /// Two codes in a row are needed, or three.
    CodesTwoNeeded { got } = "codes_two_needed", Missing;
    /// The fob or person that is meant has no token that counts.
    NothingToSync { who } = "nothing_to_sync", Failed;
    /// The secret in the file cannot be read.
    SecretUnreadable = "secret_unreadable", Missing;
    /// This fob holds such a token in the ledger already.
    AlreadyOurs { serial } = "already_ours", Failed;

    // People, profiles, files.
    /// Nobody of that login.
    UnknownPerson { login } = "unknown_person", Missing;
    /// The login is taken.
    LoginTaken { login } = "login_taken", Failed;
    /// A login must be 1 to 64 visible characters.
    LoginBad { login } = "login_bad", Missing;
    /// A name must not be empty.
    NameMissing = "name_missing", Missing;
    /// The person still holds live tokens.
    PersonHasFobs { login, serials } = "person_has_fobs", Failed;
    /// No profile of that name.
    UnknownProfile { name } = "unknown_profile", Missing;
    /// A profile of that name exists.
    ProfileTaken { name } = "profile_taken", Failed;
    /// The profile's parts do not go together.
    ProfileBad { why } = "profile_bad", Missing;
    /// The file cannot be read.
    FileUnreadable { file } = "file_unreadable", Missing;
    /// A file of that name is there already.
    FileExists { file } = "file_exists", Missing;
    /// The file cannot be written.
    FileUnwritable { file } = "file_unwritable", Failed;
    /// The house's logo is no PNG.
    LogoNoPng = "logo_no_png", Missing;
    /// The house's logo is too large.
    LogoTooLarge = "logo_too_large", Missing;
    /// The house's logo cannot be read to its end.
    LogoDamaged = "logo_damaged", Missing;
    /// The file holds no certificates.
    ChainFileBad { file } = "chain_file_bad", Missing;
    /// The list has no header line that we know.
    CsvNoHeader = "csv_no_header", Missing;
    /// The list is in a text encoding that we do not read.
    CsvEncoding = "csv_encoding", Missing;
    /// The list is empty.
    CsvEmpty = "csv_empty", Missing;
    /// No list was looked at before.
    NoList = "no_list", Missing;
    /// The list is too large.
    CsvTooLarge = "csv_too_large", Missing;

    // Recovery codes.
    /// The person has no set of recovery codes.
    NoCodes { login } = "no_codes", Failed;
    /// The fob is given, and the recovery codes that were to go with it are not there.
    CodesNotMade { login } = "codes_not_made", Failed;
    /// Codes are minted only with a place to print or save them.
    CodesOutputNeeded = "codes_output_needed", Missing;
    /// A set has 1 to 20 codes.
    CodesCountBad = "codes_count_bad", Missing;
    /// The house uses no recovery codes.
    CodesOff = "codes_off", NotAllowed;
    /// Codes leave on paper alone here.
    CodesPrintOnly = "codes_print_only", NotAllowed;
    /// The sheet has no grey letters.
    NoGrey { set } = "no_grey", Failed;
    /// No answer is awaited for this row.
    RowNotAsked { row } = "row_not_asked", Missing;
    /// The answer is not two letters.
    GreyUnreadable = "grey_unreadable", Missing;
    /// No copy of the set is kept.
    NoCopy { set } = "no_copy", Failed;
    /// Every row of the set was used.
    CodesAllUsed { login } = "codes_all_used", Failed;
    /// No rule of that key.
    PolicyUnknown { key } = "policy_unknown", Missing;
    /// The rule takes other values.
    PolicyBad { key, takes } = "policy_bad", Missing;
    /// The print queue refused.
    PrintFailed { queue } = "print_failed", Failed;
    /// The sheet could not be drawn.
    SheetFailed = "sheet_failed", Failed;

    // Who works here.
    /// There are operators, and none has signed in.
    SignInNeeded = "sign_in_needed", NotAllowed;
    /// Login or passphrase is wrong.
    SignInWrong = "sign_in_wrong", NotAllowed;
    /// Too many wrong ones: wait.
    SignInThrottled = "sign_in_throttled", NotNow;
    /// The operator's role does not allow it.
    NotAllowed { login } = "not_allowed", NotAllowed;
    /// A second operator has to release it.
    NeedsApproval { id } = "needs_approval", NotAllowed;
    /// Nothing of that number waits or waited.
    UnknownRelease { id } = "unknown_release", Missing;
    /// It was decided, its time is over, or who asked may not do it any more.
    ReleaseOver { id } = "release_over", Failed;
    /// Nobody releases what they asked for themselves.
    ReleaseOwn { id } = "release_own", NotAllowed;
    /// No operator of that login.
    UnknownOperator { login } = "unknown_operator", Missing;
    /// Another operator has this login.
    OperatorTaken { login } = "operator_taken", Failed;
    /// The first operator is an administrator.
    FirstAdmin = "first_admin", Missing;
    /// Somebody must stay who can change things.
    LastAdmin = "last_admin", Failed;
    /// No such role.
    RoleBad { role } = "role_bad", Missing;

    // The rest.
    /// The command line is wrong.
    Usage = "usage", Missing;
    /// Something that should not happen.
    Unexpected = "unexpected", Failed;
}
