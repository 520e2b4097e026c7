using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Services;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>Whether kinds of service and screening questions hold together, and speak of what the catalogue has.</summary>
internal static class AssessmentChecks
{
    /// <summary>Clauses without a full stop, as <see cref="CatalogueTable{T}.Check"/> wants them.</summary>
    public static IEnumerable<string> Problems(ServiceArchetype archetype, PiaCatalogue catalogue)
    {
        var stakeholders = archetype.Stakeholders.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var fields = archetype.Datasets.ToDictionary(d => d.Key, d => d.Items.Select(i => i.Type).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        if (!Enum.TryParse<IctLayer>(archetype.Layer, out _))
            yield return $"{archetype.Layer} is no layer";
        foreach (var s in archetype.Stakeholders)
        {
            if (!Enum.TryParse<OrganisationKind>(s.Kind, out _) || !Enum.TryParse<StakeholderRole>(s.Role, out _))
                yield return $"stakeholder {s.Key} is of an unknown kind or role";
        }
        foreach (var p in archetype.Purposes.Where(p => !Enum.TryParse<LegalBasis>(p.LegalBasis, out _)))
            yield return $"{p.LegalBasis} is no legal basis";
        foreach (var d in archetype.Datasets)
        {
            if (!stakeholders.Contains(d.Holder))
                yield return $"the holder {d.Holder} of dataset {d.Key} is no stakeholder";
            foreach (var i in d.Items)
            {
                if (!catalogue.Types.Contains(i.Type))
                    yield return $"dataset {d.Key} has the unknown attribute type {i.Type}";
                if (!Enum.TryParse<DataLevel>(i.Level, out _))
                    yield return $"{i.Level} is no level";
            }
        }
        foreach (var f in archetype.Flows)
        {
            if (!fields.TryGetValue(f.From, out var source))
                yield return $"flow {f.Key} starts from {f.From}, which is no dataset and no flow before it";
            else if (f.Fields.FirstOrDefault(field => !source.Contains(field)) is { } missing)
                yield return $"flow {f.Key} passes {missing}, which its source does not have";
            if (!stakeholders.Contains(f.To))
                yield return $"the recipient {f.To} of flow {f.Key} is no stakeholder";
            if (f.Controls.FirstOrDefault(c => !catalogue.Controls.Contains(c)) is { } control)
                yield return $"flow {f.Key} has the unknown control {control}";
            fields[f.Key] = f.Fields.Count > 0 ? f.Fields.ToHashSet(StringComparer.Ordinal) : source ?? [];
        }
        if (archetype.Controls.FirstOrDefault(c => !catalogue.Controls.Contains(c)) is { } unknown)
            yield return $"the control {unknown} is unknown";
        foreach (var a in archetype.Screening)
        {
            if (catalogue.Screening.Questions.All(q => q.Id != a.Question) || !Enum.TryParse<Answer>(a.Answer, out _))
                yield return $"the screening answer to {a.Question} is unknown";
        }
    }

    /// <exception cref="CatalogueException">A question names an unknown criterion, or an id is used twice.</exception>
    public static void Check(ScreeningFile screening)
    {
        const string File = "screening.json";
        if (screening.Questions.GroupBy(q => q.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CatalogueException(File, twice.Key, "the id is used twice");
        foreach (var question in screening.Questions)
        {
            if (question.Criteria.Concat(question.NoCriteria).FirstOrDefault(id => screening.Criteria.All(c => c.Id != id)) is { } unknown)
                throw new CatalogueException(File, question.Id, $"the criterion {unknown} is unknown");
        }
    }
}
