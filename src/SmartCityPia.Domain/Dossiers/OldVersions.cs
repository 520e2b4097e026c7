using System.Text.Json;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>Reads what versions of earlier schemas said otherwise.</summary>
internal static class OldVersions
{
    private sealed record OldRow(Guid Id, List<string>? Controls);

    private sealed record OldLists(List<OldRow>? Datasets, List<OldRow>? Flows);

    /// <summary>Controls were ticked on datasets and flows; each is a safeguard in place there now, after the measures that were signed.</summary>
    public static Dossier WithSafeguards(this Dossier dossier, string json, JsonSerializerOptions options)
    {
        var old = JsonSerializer.Deserialize<OldLists>(json, options)!;
        return dossier with
        {
            Measures =
            [
                .. dossier.Measures,
                .. (old.Datasets ?? []).SelectMany(d => Ticked(d).Select(control => Made(d.Id, control, d.Id, null))),
                .. (old.Flows ?? []).SelectMany(f => Ticked(f).Select(control => Made(f.Id, control, null, f.Id))),
            ],
        };

        Measure Made(Guid place, string control, Guid? dataset, Guid? flow) => new()
        {
            Id = DerivedId.Of(place, control),
            OwnerId = dossier.Service.Id,
            Name = dossier.Term(control).Name,
            ControlId = control,
            DatasetId = dataset,
            FlowId = flow,
            State = MeasureState.InPlace,
        };
    }

    /// <summary>Until schema 2 a dataset had the groups whose names stand in the text about its people.</summary>
    public static Dossier WithGroups(this Dossier dossier)
    {
        foreach (var dataset in dossier.Datasets)
            dataset.GroupIds = [.. dossier.Groups.Where(g => PeopleGroup.IsNamedIn(dataset.People, g.Name)).Select(g => g.Id)];
        return dossier;
    }

    private static IEnumerable<string> Ticked(OldRow row) => (row.Controls ?? []).Distinct(StringComparer.Ordinal);
}
