namespace SmartCityPia.Analysis.City;

/// <summary>A city description that cannot be analysed: where it is wrong and why, in one sentence.</summary>
/// <param name="path">Where, as a JSON path in the document: <c>$.flows[3].fields[0]</c>.</param>
/// <param name="reason">What is wrong there, with the offending id.</param>
public sealed class CityFormatException(string path, string reason) : Exception($"{path}: {reason}")
{
    public string Path { get; } = path;

    public string Reason { get; } = reason;
}
