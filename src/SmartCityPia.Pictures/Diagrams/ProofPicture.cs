namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Input of a proof drawing: steps, each based on earlier ones.</summary>
internal sealed record ProofPicture(string Title, IReadOnlyList<DrawnStep> Steps)
{
    public ProofWords Words { get; init; } = new();
}

internal enum DrawnStepKind
{
    /// <summary>A field of data that an organisation holds.</summary>
    Field,

    /// <summary>An inference rule.</summary>
    Rule,

    /// <summary>A join of records in two holdings.</summary>
    Link,

    /// <summary>The conclusion.</summary>
    Conclusion,
}

/// <param name="Text">The step in a few words; wrapped.</param>
/// <param name="Detail">The holder or the source.</param>
/// <param name="Premises">Indices of the steps this one is based on.</param>
/// <param name="Confidence">For example "0.7, estimate". Drawn on the outgoing arrow, or inside a step that has no premises.</param>
/// <param name="Href">Local link to the step's row.</param>
internal sealed record DrawnStep(
    string Text, string? Detail, DrawnStepKind Kind, IReadOnlyList<int> Premises, string? Confidence = null, string? Href = null);

/// <summary>Texts of the picture; English unless set.</summary>
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
