using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.City;

/// <summary>Which organisations are looked at together.</summary>
internal static class Coalitions
{
    /// <summary>
    /// The declared ones; those who answer for a service jointly; and each processor with the authorities it works for,
    /// where these are several. A group is listed once, under the first of these reasons.
    /// </summary>
    public static IReadOnlyList<Together> Of(IReadOnlyList<CityPart> parts, IReadOnlyList<Together> declared, IReadOnlySet<Guid> known)
    {
        var all = declared
            .Select(d => d with { Members = [.. d.Members.Where(known.Contains).Distinct().Order()] })
            .Concat(parts.Select(Joint))
            .Concat(Suppliers(parts));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. all.Where(t => t.Members.Count > 1 && seen.Add(string.Join('+', t.Members)))];
    }

    private static Together Joint(CityPart part) => new(
        null, part.Service, CoalitionKind.JointService,
        Members(part.Dossier.Stakeholders.Where(s => s.Role is StakeholderRole.Controller or StakeholderRole.JointController)
            .Where(_ => part.Dossier.Stakeholders.Any(s => s.Role == StakeholderRole.JointController))
            .Select(s => s.OrganisationId)));

    private static IEnumerable<Together> Suppliers(IReadOnlyList<CityPart> parts)
    {
        var work = parts.SelectMany(part => part.Dossier.Stakeholders
            .Where(s => s.IsProcessor && s.OrganisationId is not null)
            .SelectMany(s => Controllers(part).Where(c => c != s.OrganisationId).Select(c => (Supplier: s.OrganisationId!.Value, Controller: c!.Value, Part: part))));
        foreach (var supplier in work.GroupBy(w => w.Supplier))
        {
            if (supplier.Select(w => w.Controller).Distinct().Skip(1).Any())
                yield return new(null, supplier.First().Part.Dossier.OrganisationName(supplier.Key), CoalitionKind.SharedSupplier, Members(supplier.Select(w => (Guid?)w.Controller).Append(supplier.Key)));
        }
    }

    private static IEnumerable<Guid?> Controllers(CityPart part) =>
        part.Dossier.Stakeholders.Where(s => s.Role is StakeholderRole.Controller or StakeholderRole.JointController && s.OrganisationId is not null).Select(s => s.OrganisationId);

    private static IReadOnlyList<Guid> Members(IEnumerable<Guid?> ids) => [.. ids.OfType<Guid>().Distinct().Order()];
}
