using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Settings;

public sealed class KnowledgeModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<OutsideKnowledge>(db, settings, save)
{
    /// <summary>Those that exist in some countries alone.</summary>
    public IReadOnlyList<Option> Sources { get; } = [.. PiaCatalogue.Current.Outside.Where(s => !s.There).Select(s => new Option(s.Id, s.Name, s.Source))];

    protected override IEnumerable<FieldError> Check(OutsideKnowledge input)
    {
        input.Outside = [.. input.Outside.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (input.Outside.Except(Sources.Select(s => s.Value), StringComparer.Ordinal).Any())
            yield return new(nameof(input.Outside), "NotOffered");
    }

    protected override string Text(object value) => Sources.FirstOrDefault(s => s.Value == (string)value)?.Text ?? (string)value;
}
