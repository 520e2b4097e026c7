namespace SmartCityPia.Web.Frame;

/// <summary>Whose posts a page inside an assessment takes.</summary>
public enum Posts
{
    /// <summary>Of people who may edit, while the assessment is a draft.</summary>
    OfEditors,

    /// <summary>The same people's also when it is closed: the page opens it again, or keeps what was typed.</summary>
    OfEditorsAlways,

    /// <summary>Everybody's who may read it: they change nothing in the dossier.</summary>
    OfReaders,
}

/// <summary>What a page declares to <see cref="DossierFilter"/>: who may post to it, and when it opens.</summary>
public sealed record Access
{
    public Posts Posts { get; init; }

    /// <summary>The policy of posts that change no row of the dossier, such as those about its review; asked instead of <see cref="Posts"/>.</summary>
    public string? PostPolicy { get; init; }

    /// <summary>About the request for a vendor's description: an officer opens it before anything is handed in.</summary>
    public bool BeforeHandedIn { get; init; }
}
