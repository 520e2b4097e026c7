namespace SmartCityPia.Pictures.Diagrams;

/// <summary>What a data-flow diagram shows. Every flow names nodes of the picture.</summary>
/// <param name="Title">The picture's name, for example "Data flows of Resident parking".</param>
public sealed record DataFlowPicture(string Title, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<DrawnFlow> Flows)
{
    public DataFlowWords Words { get; init; } = new();
}

public enum FlowNodeKind
{
    /// <summary>A group of people whom the data are about.</summary>
    People,

    /// <summary>A party that holds or receives data.</summary>
    Organisation,

    /// <summary>A store of data.</summary>
    Dataset,

    /// <summary>Everybody: data published to the world.</summary>
    Public,
}

/// <param name="Detail">Second line: a role, or what a dataset holds ("12 attribute types, 3 special").</param>
/// <param name="Special">Holds special-category or otherwise highly sensitive data.</param>
/// <param name="Href">Local link to the node's row.</param>
public sealed record FlowNode(string Id, string Label, string? Detail, FlowNodeKind Kind, bool Special = false, string? Href = null);

/// <param name="Label">Short tag, for example "F3"; longer ones are cut.</param>
/// <param name="Detail">What flows; part of the flow's title, not drawn.</param>
/// <param name="Safeguarded">A control acts on the flow; drawn dashed.</param>
/// <param name="CrossesBorder">A transfer to another country; its tag carries a border sign.</param>
/// <param name="Href">Local link to the flow's row.</param>
public sealed record DrawnFlow(
    string Id, string From, string To, string Label, string? Detail = null, bool Safeguarded = false, bool CrossesBorder = false, string? Href = null);

/// <summary>The words of the diagram, English unless a page sets them in its language.</summary>
public record DataFlowWords
{
    public string Empty { get; init; } = "Nothing to draw yet";

    public string People { get; init; } = "People";

    public string Organisation { get; init; } = "Organisation";

    public string Dataset { get; init; } = "Dataset";

    public string Public { get; init; } = "Public";

    public string Special { get; init; } = "Special-category data";

    /// <summary>The letter in the disc that marks special-category data.</summary>
    public string SpecialLetter { get; init; } = "S";

    public string Flow { get; init; } = "Flow";

    public string Safeguarded { get; init; } = "Safeguarded flow";

    public string CrossesBorder { get; init; } = "Transfer abroad";

    /// <summary>{0} label, {1} sender, {2} recipient.</summary>
    public string FlowTitle { get; init; } = "{0} from {1} to {2}";

    /// <summary>
    /// {0} people, {1} organisations, {2} datasets, {3} public, {4} flows, {5} safeguarded flows, {6} transfers abroad, {7} nodes with
    /// special-category data.
    /// </summary>
    public string Description { get; init; } =
        "Groups of people: {0}. Organisations: {1}. Datasets: {2}. Published to everybody: {3}. Data flows: {4}, safeguarded: {5}, transfers abroad: {6}. "
        + "With special-category data: {7}.";
}
