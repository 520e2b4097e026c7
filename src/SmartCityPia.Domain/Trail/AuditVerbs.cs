namespace SmartCityPia.Domain.Trail;

/// <summary>The verbs of audit events. The sentence for each is in Trail.resx.</summary>
public static class AuditVerbs
{
    public const string Added = "Added";
    public const string Changed = "Changed";
    public const string Removed = "Removed";
    public const string Submitted = "Submitted";
    public const string Reopened = "Reopened";
    public const string Invited = "Invited";
    public const string Opened = "Opened";
    public const string Searched = "Searched";
    public const string Exported = "Exported";
    public const string Downloaded = "Downloaded";
    public const string Refused = "Refused";
    public const string SignedIn = "SignedIn";
    public const string SignInFailed = "SignInFailed";
    public const string LockedOut = "LockedOut";
    public const string SignedOut = "SignedOut";
    public const string PasswordSet = "PasswordSet";
    public const string PasswordAsked = "PasswordAsked";
    public const string SessionsEnded = "SessionsEnded";
    public const string LinkHandedOver = "LinkHandedOver";
    public const string Confirmed = "Confirmed";
    public const string Deactivated = "Deactivated";
    public const string Reactivated = "Reactivated";
    public const string Unlocked = "Unlocked";
    public const string HandedOver = "HandedOver";
    public const string AccessReviewed = "AccessReviewed";
    public const string SignatureRefused = "SignatureRefused";
    public const string FactorSet = "FactorSet";
    public const string FactorRemoved = "FactorRemoved";
    public const string Linked = "Linked";
    public const string Unlinked = "Unlinked";
    public const string Merged = "Merged";
    public const string PeriodsEnded = "PeriodsEnded";
    public const string MailTested = "MailTested";
    public const string KeysRotated = "KeysRotated";
    public const string Verified = "Verified";
    public const string Erased = "Erased";
    public const string FileVerified = "FileVerified";

    public const string Returned = "Returned";
    public const string Accepted = "Accepted";
    public const string Withdrawn = "Withdrawn";
    public const string Archived = "Archived";
    public const string BroughtBack = "BroughtBack";
    public const string Undone = "Undone";
    public const string Copied = "Copied";
    public const string SamplesLoaded = "SamplesLoaded";
    public const string SamplesRemoved = "SamplesRemoved";
    public const string LookedAt = "LookedAt";

    /// <summary>All verbs, for the filter of the history.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Added, Changed, Removed, Submitted, Reopened, Invited, Opened, Searched, Exported, Downloaded, Refused,
        SignedIn, SignInFailed, LockedOut, SignedOut, PasswordSet, PasswordAsked, SessionsEnded, LinkHandedOver, Confirmed, Deactivated, Reactivated, Unlocked, HandedOver, AccessReviewed,
        SignatureRefused, FactorSet, FactorRemoved, Linked, Unlinked, Merged, MailTested, PeriodsEnded, KeysRotated, Verified, Erased, FileVerified,
        Returned, Accepted, Withdrawn, Archived, BroughtBack, Undone, Copied, SamplesLoaded, SamplesRemoved, LookedAt,
    ];
}
