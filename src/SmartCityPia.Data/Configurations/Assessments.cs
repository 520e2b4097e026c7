using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Risks;
using SmartCityPia.Domain.Services;

namespace SmartCityPia.Data.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder) =>
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
}

internal sealed class AssessmentConfiguration : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsRowVersion();
        builder.Property(a => a.OverruleReason);
        builder.HasIndex(a => a.Reference).IsUnique().HasDatabaseName(Assessment.ReferenceIsUnique);
        builder.HasIndex(a => new { a.ChangedAt, a.Id });
        builder.HasIndex(a => a.OwnerId);
        builder.HasOne<Service>().WithMany().HasForeignKey(a => a.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ServiceDescription>().WithMany().HasForeignKey(a => a.DescriptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.AgencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.Kind).HasDefaultValue(AssessmentKind.Assessment);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.VendorId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_assessments_vendor", "(kind = 'Submission') = (vendor_id is not null)"));
    }
}

internal sealed class AssessmentVersionConfiguration : IEntityTypeConfiguration<AssessmentVersion>
{
    public void Configure(EntityTypeBuilder<AssessmentVersion> builder)
    {
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasAlternateKey(v => new { v.AssessmentId, v.Number });
        builder.HasOne<Assessment>().WithMany().HasForeignKey(v => v.AssessmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ScreeningAnswerConfiguration : AssessmentRowConfiguration<ScreeningAnswer>
{
    public override void Configure(EntityTypeBuilder<ScreeningAnswer> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => new { a.OwnerId, a.QuestionId }).IsUnique().HasDatabaseName(ScreeningAnswer.QuestionIsUnique);
    }
}

internal sealed class TensionConfiguration : AssessmentRowConfiguration<Tension>;

internal sealed class PrincipleAnswerConfiguration : AssessmentRowConfiguration<PrincipleAnswer>
{
    public override void Configure(EntityTypeBuilder<PrincipleAnswer> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => new { a.OwnerId, a.PrincipleId }).IsUnique().HasDatabaseName(PrincipleAnswer.PrincipleIsUnique);
    }
}

internal sealed class ChoiceConfiguration : AssessmentRowConfiguration<Choice>
{
    public override void Configure(EntityTypeBuilder<Choice> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => new { c.OwnerId, c.GroupId }).IsUnique().HasDatabaseName(Choice.GroupIsUnique);
        builder.HasOne<PeopleGroup>().WithMany().HasForeignKey(c => c.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class FindingDispositionConfiguration : AssessmentRowConfiguration<FindingDisposition>
{
    public override void Configure(EntityTypeBuilder<FindingDisposition> builder)
    {
        base.Configure(builder);
        builder.HasIndex(d => new { d.OwnerId, d.FindingKey }).IsUnique().HasDatabaseName(FindingDisposition.FindingIsUnique);
    }
}

internal sealed class RiskConfiguration : AssessmentRowConfiguration<Risk>;

internal sealed class MeasureConfiguration : AssessmentRowConfiguration<Measure>
{
    public override void Configure(EntityTypeBuilder<Measure> builder)
    {
        base.Configure(builder);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.ResponsibleId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ActionItemConfiguration : AssessmentRowConfiguration<ActionItem>
{
    public override void Configure(EntityTypeBuilder<ActionItem> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => a.DueOn);
        builder.HasOne<Measure>().WithMany().HasForeignKey(a => a.MeasureId).OnDelete(DeleteBehavior.SetNull);
    }
}
