using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Frame;

/// <summary>Catalogue controls as options: those suggested for the kind of service first, then by kind.</summary>
internal static class ControlOptions
{
    /// <param name="chosen">Included even if the catalogue no longer has them, so that they can be unticked.</param>
    public static IReadOnlyList<Option> Of(Dossier dossier, IEnumerable<string> chosen, string suggestedHeading, string unknownHeading,
        IReadOnlySet<string>? without = null)
    {
        var catalogue = dossier.Catalogue;
        var suggested = dossier.Head.ArchetypeId is { } archetype && catalogue.Archetypes.ById.TryGetValue(archetype, out var kind)
            ? kind.Controls.ToHashSet(StringComparer.Ordinal)
            : [];
        bool Offered(Control control) => without?.Contains(control.Id) != true;
        return
        [
            .. chosen.Where(id => !catalogue.Controls.Contains(id))
                .Select(id => new Option(id, dossier.Term(id).Name, Group: unknownHeading)),
            .. catalogue.Controls.Where(c => Offered(c) && suggested.Contains(c.Id)).Select(c => new Option(c.Id, c.Name, c.Plain, suggestedHeading)),
            .. catalogue.Controls.Where(c => Offered(c) && !suggested.Contains(c.Id)).OrderBy(c => c.Kind)
                .Select(c => new Option(c.Id, c.Name, c.Plain, Words.Of(c.Kind))),
        ];
    }
}
