using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.City;

/// <summary>A list to tick in, of a form that asks and saves nothing.</summary>
public sealed record ChoicesView(string Name, IReadOnlyList<Option> Options, IReadOnlyList<string> Chosen, IReadOnlyList<string> Errors)
{
    /// <summary>What is ticked is seen without scrolling.</summary>
    public IReadOnlyList<Option> ChosenFirst => [.. Options.OrderBy(o => !Chosen.Contains(o.Value, StringComparer.Ordinal))];
}
