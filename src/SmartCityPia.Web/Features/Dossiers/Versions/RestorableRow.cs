using System.ComponentModel.DataAnnotations;
using System.Reflection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>
/// A kind of row that can be put back as a frozen version has it. It goes the way of its own page: its checks,
/// <see cref="SaveRow{TRow, TDetails}"/>, its concurrency.
/// </summary>
/// <remarks>Screening answers, which are one form with its outcome, and evidence, whose files a version does not hold, are not among them.</remarks>
public abstract class RestorableRow
{
    private static readonly Dictionary<string, RestorableRow> Kinds = new(StringComparer.Ordinal)
    {
        [nameof(ServiceDescription)] = new Row<ServiceDescription, ServiceDetails>(d => [d.Service]),
        [nameof(Purpose)] = new Row<Purpose, PurposeDetails>(d => d.Purposes),
        [nameof(PeopleGroup)] = new Row<PeopleGroup, PeopleGroupDetails>(d => d.Groups),
        [nameof(Stakeholder)] = new Row<Stakeholder, StakeholderDetails>(d => d.Stakeholders),
        [nameof(Tension)] = new Row<Tension, TensionDetails>(d => d.Tensions),
        [nameof(Dataset)] = new Row<Dataset, DatasetDetails>(d => d.Datasets),
        [nameof(DataItem)] = new Row<DataItem, DataItemDetails>(d => d.Items) { Parent = r => r.DatasetId, Parents = d => d.Datasets },
        [nameof(DataFlow)] = new Row<DataFlow, DataFlowDetails>(d => d.Flows),
        // A decision is about the proof it was made on; where there is another now, it has to be looked at again.
        [nameof(FindingDisposition)] = new Row<FindingDisposition, FindingDispositionDetails>(d => d.Dispositions) { Complete = (row, then) => row.ProofHash = then.ProofHash },
        [nameof(PrincipleAnswer)] = new Row<PrincipleAnswer, PrincipleAnswerDetails>(d => d.Principles),
        [nameof(Choice)] = new Row<Choice, ChoiceDetails>(d => d.Choices) { Parent = r => r.GroupId, Parents = d => d.Groups },
        [nameof(Risk)] = new Row<Risk, RiskDetails>(d => d.Risks),
        [nameof(Measure)] = new Row<Measure, MeasureDetails>(d => d.Measures),
        [nameof(ActionItem)] = new Row<ActionItem, ActionItemDetails>(d => d.Actions),
    };

    public abstract Type Details { get; }

    public static RestorableRow? Of(string kind) => Kinds.GetValueOrDefault(kind);

    public abstract IRow? Find(Dossier dossier, Guid id);

    /// <summary>The draft with the row, or one field of it, as the older version has it.</summary>
    public abstract Dossier With(Dossier now, Dossier then, Guid id, PropertyInfo? field);

    /// <summary>The row it belongs to, where the draft has that no longer.</summary>
    public abstract Guid? MissingParent(Dossier now, Dossier then, Guid id);

    /// <param name="now">The dossier of this request.</param>
    /// <param name="field">Of the details; null for the whole row.</param>
    /// <param name="seen">The row version the person saw; null where the row is gone.</param>
    public abstract Task<RowResult> Save(IServiceProvider services, Dossier now, Dossier then, Assessment assessment, Guid id, PropertyInfo? field, uint? seen, Actor actor, string reason, CancellationToken cancellationToken);

    private sealed class Row<TRow, TDetails>(Func<Dossier, IReadOnlyList<TRow>> rows) : RestorableRow
        where TRow : class, TDetails, IRow
        where TDetails : class, new()
    {
        private static readonly PropertyInfo Owner = typeof(TRow).GetProperty(nameof(IRow.OwnerId))!;

        public Func<TRow, Guid>? Parent { get; init; }

        public Func<Dossier, IReadOnlyList<IRow>>? Parents { get; init; }

        public Action<TRow, TRow>? Complete { get; init; }

        public override Type Details => typeof(TDetails);

        public override TRow? Find(Dossier dossier, Guid id) => rows(dossier).FirstOrDefault(r => r.Id == id);

        public override Dossier With(Dossier now, Dossier then, Guid id, PropertyInfo? field)
        {
            // A copy of everything, so that nothing of the request's own dossier is changed.
            var copy = CanonicalJson.Read(CanonicalJson.Write(now));
            if (Find(copy, id) is { } row)
                Fill(row, Find(then, id)!, field);
            else
                ((List<TRow>)rows(copy)).Add(Find(then, id)!);
            return copy;
        }

        public override Guid? MissingParent(Dossier now, Dossier then, Guid id) =>
            Parent?.Invoke(Find(then, id)!) is { } parent && Parents!(now).All(r => r.Id != parent) ? parent : null;

        public override async Task<RowResult> Save(IServiceProvider services, Dossier now, Dossier then, Assessment assessment, Guid id, PropertyInfo? field, uint? seen, Actor actor, string reason, CancellationToken cancellationToken)
        {
            var (old, stored) = (Find(then, id)!, Find(now, id));
            var details = new TDetails();
            if (stored is not null)
                Fill(details, stored, null);
            Fill(details, old, field);
            var wrong = new List<ValidationResult>();
            if (!Validator.TryValidateObject(details, new(details), wrong, validateAllProperties: true))
                return new RowResult.Invalid([.. wrong.SelectMany(w => w.MemberNames).Select(name => new FieldError(name, "NoLongerFits"))]);
            // The row as it was, with what no form sets; a description may have got a new owner meanwhile.
            Owner.SetValue(old, typeof(TRow) == typeof(ServiceDescription) ? now.Service.OwnerId : typeof(IDescriptionRow).IsAssignableFrom(typeof(TRow)) ? now.Service.Id : now.Head.AssessmentId);
            return await services.GetRequiredService<SaveRow<TRow, TDetails>>().Handle(now, assessment, old, details, seen, actor, cancellationToken, row => Complete?.Invoke(row, old), reason);
        }

        private static void Fill(TDetails target, TDetails from, PropertyInfo? field)
        {
            foreach (var property in DossierDiff.FieldsOf(typeof(TDetails)).Where(p => field is null || p.Name == field.Name))
                property.SetValue(target, property.GetValue(from));
        }
    }
}
