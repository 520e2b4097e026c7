using System.Globalization;
using System.Resources;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Reports.Content;

/// <summary>The texts of the report in one culture: its own resource, and the domain's labels of fields and terms.</summary>
internal sealed class ReportWords(CultureInfo culture)
{
    private static readonly ResourceManager Texts = new("SmartCityPia.Reports.Resources.Report", typeof(ReportWords).Assembly);

    public CultureInfo Culture => culture;

    /// <exception cref="KeyNotFoundException">There is no such text. The tests find these.</exception>
    public string this[string key, params object?[] arguments]
    {
        get
        {
            var text = Texts.GetString(key, culture) ?? throw new KeyNotFoundException($"The report has no text {key}.");
            return arguments.Length == 0 ? text : string.Format(culture, text, arguments);
        }
    }

    /// <inheritdoc cref="Counted.Of"/>
    public string Count(string key, int count, params object?[] more) => Counted.Of(key, count, k => Texts.GetString(k, culture), culture, more);

    /// <summary>User text, or a placeholder if it is empty.</summary>
    public string Or(string? text) => string.IsNullOrWhiteSpace(text) ? this["NotStated"] : text;

    public string Of(Enum? value) => value is null ? this["NotStated"] : Words.Of(value, culture);

    public string Label<TDetails>(string property) => Words.Label(typeof(TDetails), property, culture);

    public string Number(int value) => value.ToString("N0", culture);

    public string Day(DateOnly? day) => day?.ToString("d MMMM yyyy", culture) ?? this["NotStated"];

    /// <summary>The day in UTC.</summary>
    public string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>In UTC, so that the report doesn't depend on the machine.</summary>
    public string Moment(DateTimeOffset at) => this["Moment", at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", culture)];

    public string List(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } text ? text : this["NoneOf"];
}
