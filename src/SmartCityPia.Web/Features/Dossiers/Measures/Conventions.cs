using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        // A safeguard on data is part of a description; the plan of measures is the city's.
        pages.Open(Policies.ReadDescriptions, "Measure", "Choose");
        pages.OpenOthers(Policies.ReadAssessments, "Measure", "Choose");
        pages.AlsoInADescription("Measure", "Choose");
        // Where a row has the plural of its step, the bare address is the list; adding one gets a word of its own.
        pages.Route("Measure", "descriptions/{reference}/measures/new");
        pages.Route("Measure", "assessments/{reference}/measures/new");
    }
}
