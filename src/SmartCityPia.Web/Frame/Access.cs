namespace SmartCityPia.Web.Frame;

/// <summary>Who may post to a page inside an assessment.</summary>
public enum Posts
{
    /// <summary>People who may edit, while the assessment is a draft.</summary>
    OfEditors,

    /// <summary>People who may edit, also while it is closed: the page reopens it or keeps the input.</summary>
    OfEditorsAlways,

    /// <summary>Everyone who may read. The page changes nothing in the dossier.</summary>
    OfReaders,
}

/// <summary>A page's access rules for <see cref="DossierFilter"/>.</summary>
public sealed record Access
{
    public Posts Posts { get; init; }

    /// <summary>Policy for posts that change no row of the dossier, such as review actions. Replaces <see cref="Posts"/>.</summary>
    public string? PostPolicy { get; init; }

    /// <summary>The page is about the request for a vendor's description; officers may open it before submission.</summary>
    public bool BeforeSubmission { get; init; }
}
