namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Why something can be inferred: steps, each resting on earlier ones.</summary>
internal sealed record ProofPicture(string Title, IReadOnlyList<DrawnStep> Steps)
{
    public ProofWords Words { get; init; } = new();
}

internal enum DrawnStepKind
{
    /// <summary>A field of data somebody holds.</summary>
    Field,

    /// <summary>A rule that derives something.</summary>
    Rule,

    /// <summary>Records of two places that can be joined.</summary>
    Link,

    /// <summary>What follows.</summary>
    Conclusion,
}

/// <param name="Text">The step in a few words; wrapped.</param>
/// <param name="Detail">Who holds it or where it comes from.</param>
/// <param name="Premises">Indices of the steps this one rests on.</param>
/// <param name="Confidence">How sure the step is ("0.7, estimate"): on the arrow that leaves it, inside it for a step nothing rests
/// on.</param>
/// <param name="Href">Local link to the step's row.</param>
internal sealed record DrawnStep(
    string Text, string? Detail, DrawnStepKind Kind, IReadOnlyList<int> Premises, string? Confidence = null, string? Href = null);

/// <summary>The words of the picture, English unless a page sets them in its language.</summary>
internal sealed record ProofWords
{
    public string Empty { get; init; } = "Nothing to draw yet";

    public string Field { get; init; } = "Field";

    public string Rule { get; init; } = "Rule";

    public string Link { get; init; } = "Link";

    public string Conclusion { get; init; } = "Conclusion";

    /// <summary>{0} fields, {1} rules, {2} links, {3} the conclusions.</summary>
    public string Description { get; init; } = "An inference from fields: {0}, by rules: {1} and links: {2}, to: {3}.";
}
