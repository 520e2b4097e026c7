namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Input of a data-flow diagram. Every flow refers to nodes of the picture.</summary>
/// <param name="Title">For example "Data flows of Resident parking".</param>
public sealed record DataFlowPicture(string Title, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<DrawnFlow> Flows)
{
    public DataFlowWords Words { get; init; } = new();
}

public enum FlowNodeKind
{
    /// <summary>A group of data subjects.</summary>
    People,

    /// <summary>An organisation that holds or receives data.</summary>
    Organisation,

    /// <summary>A dataset.</summary>
    Dataset,

    /// <summary>The public: recipient of published data.</summary>
    Public,
}

/// <param name="Detail">Second line: a role, or the content of a dataset ("12 attribute types, 3 special").</param>
/// <param name="Special">Contains special-category or otherwise highly sensitive data.</param>
/// <param name="Href">Local link to the node's row.</param>
public sealed record FlowNode(string Id, string Label, string? Detail, FlowNodeKind Kind, bool Special = false, string? Href = null);

/// <param name="Label">Short label, for example "F3"; longer ones are cut.</param>
/// <param name="Detail">The transferred data; in the flow's title, not drawn.</param>
/// <param name="Safeguarded">A control applies to the flow; it is drawn dashed.</param>
/// <param name="CrossesBorder">A transfer to another country; drawn with a border icon.</param>
/// <param name="Href">Local link to the flow's row.</param>
public sealed record DrawnFlow(
    string Id, string From, string To, string Label, string? Detail = null, bool Safeguarded = false, bool CrossesBorder = false,
    string? Href = null);

/// <summary>Texts of the diagram; English unless set.</summary>
public record DataFlowWords
{
    public string Empty { get; init; } = "Nothing to draw yet";

    public string People { get; init; } = "People";

    public string Organisation { get; init; } = "Organisation";

    public string Dataset { get; init; } = "Dataset";

    public string Public { get; init; } = "Public";

    public string Special { get; init; } = "Special-category data";

    /// <summary>The letter that marks special-category data.</summary>
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
