using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetRoles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    verb = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true),
                    request_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    country = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    contact = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                    table.CheckConstraint("ck_organisations_kind", "kind in ('Agency', 'ServiceOperator', 'Integrator', 'Supplier', 'DataIntermediary', 'RepresentativeGroup', 'ExternalRecipient', 'SupervisoryAuthority')");
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoleClaims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_role_claims_asp_net_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "AspNetRoles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    city_wide = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_users", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_users_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "services",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    archetype_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_services", x => x.id);
                    table.ForeignKey(
                        name: "fk_services_organisations_agency_id",
                        column: x => x.agency_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_user_claims_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_asp_net_user_logins_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserRoles",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_asp_net_user_roles_asp_net_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "AspNetRoles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_asp_net_user_roles_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_asp_net_user_tokens_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "service_descriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    summary = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                    layer = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: true),
                    place = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    people_count = table.Column<int>(type: "integer", nullable: true),
                    area = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    duration = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    alternatives = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_descriptions", x => x.id);
                    table.CheckConstraint("ck_service_descriptions_layer", "layer in ('Business', 'Knowledge', 'Engineering')");
                    table.ForeignKey(
                        name: "fk_service_descriptions_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "assessments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    outcome = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    versions = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    overruled = table.Column<bool>(type: "boolean", nullable: false),
                    overrule_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assessments", x => x.id);
                    table.CheckConstraint("ck_assessments_outcome", "outcome in ('Undecided', 'Needed', 'NotNeeded')");
                    table.CheckConstraint("ck_assessments_status", "status in ('Draft', 'Submitted')");
                    table.ForeignKey(
                        name: "fk_assessments_asp_net_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assessments_organisations_agency_id",
                        column: x => x.agency_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assessments_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assessments_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "datasets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    holder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    @public = table.Column<bool>(name: "public", type: "boolean", nullable: false),
                    people = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    retention = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    storage = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    controls = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_datasets", x => x.id);
                    table.CheckConstraint("ck_datasets_holder_or_public", "public or holder_id is not null");
                    table.ForeignKey(
                        name: "fk_datasets_organisations_holder_id",
                        column: x => x.holder_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_datasets_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "people_groups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    vulnerable = table.Column<bool>(type: "boolean", nullable: false),
                    why_vulnerable = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    how_informed = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_groups", x => x.id);
                    table.ForeignKey(
                        name: "fk_people_groups_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "purposes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    legal_basis = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: true),
                    legal_reference = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    necessity = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_purposes", x => x.id);
                    table.CheckConstraint("ck_purposes_legal_basis", "legal_basis in ('Consent', 'Contract', 'LegalObligation', 'VitalInterests', 'PublicTask', 'LegitimateInterests')");
                    table.ForeignKey(
                        name: "fk_purposes_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stakeholders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    expectations = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    fears = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stakeholders", x => x.id);
                    table.CheckConstraint("ck_stakeholders_role", "role in ('Controller', 'JointController', 'Processor', 'SubProcessor', 'ThirdParty', 'Representative', 'SupervisoryAuthority')");
                    table.ForeignKey(
                        name: "fk_stakeholders_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stakeholders_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "assessment_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    statement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    frozen_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    frozen_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assessment_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_assessment_versions_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finding_dispositions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    finding_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proof_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    disposition = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: false),
                    controls = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_dispositions", x => x.id);
                    table.CheckConstraint("ck_finding_dispositions_disposition", "disposition in ('Accepted', 'Mitigated', 'Disputed', 'NotApplicable')");
                    table.ForeignKey(
                        name: "fk_finding_dispositions_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "measures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    control_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    state = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    responsible_id = table.Column<Guid>(type: "uuid", nullable: true),
                    risk_ids = table.Column<List<Guid>>(type: "uuid[]", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measures", x => x.id);
                    table.CheckConstraint("ck_measures_state", "state in ('Proposed', 'Planned', 'InProgress', 'InPlace', 'Rejected')");
                    table.ForeignKey(
                        name: "fk_measures_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_measures_organisations_responsible_id",
                        column: x => x.responsible_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "principle_answers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    principle_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                    answer = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                    gap = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_principle_answers", x => x.id);
                    table.CheckConstraint("ck_principle_answers_state", "state in ('Met', 'PartlyMet', 'NotMet', 'NotApplicable')");
                    table.ForeignKey(
                        name: "fk_principle_answers_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "risks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    suggested_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    threat = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: true),
                    what_could_happen = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    to_whom = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    inherent_severity = table.Column<int>(type: "integer", nullable: true),
                    inherent_likelihood = table.Column<int>(type: "integer", nullable: true),
                    inherent_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    residual_severity = table.Column<int>(type: "integer", nullable: true),
                    residual_likelihood = table.Column<int>(type: "integer", nullable: true),
                    residual_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    treatment = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    acceptance = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risks", x => x.id);
                    table.CheckConstraint("ck_risks_inherent_likelihood", "inherent_likelihood between 1 and 4");
                    table.CheckConstraint("ck_risks_inherent_severity", "inherent_severity between 1 and 4");
                    table.CheckConstraint("ck_risks_residual_likelihood", "residual_likelihood between 1 and 4");
                    table.CheckConstraint("ck_risks_residual_severity", "residual_severity between 1 and 4");
                    table.CheckConstraint("ck_risks_threat", "threat in ('Linking', 'Identifying', 'NonRepudiation', 'Detecting', 'DataDisclosure', 'Unawareness', 'NonCompliance')");
                    table.CheckConstraint("ck_risks_treatment", "treatment in ('Reduce', 'Retain', 'Avoid', 'Share')");
                    table.ForeignKey(
                        name: "fk_risks_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "screening_answers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    answer = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_screening_answers", x => x.id);
                    table.CheckConstraint("ck_screening_answers_answer", "answer in ('Yes', 'No', 'Unsure')");
                    table.ForeignKey(
                        name: "fk_screening_answers_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tensions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    authorities = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    businesses = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    people = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    state = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    settlement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    settled_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tensions", x => x.id);
                    table.CheckConstraint("ck_tensions_state", "state in ('Open', 'Settled')");
                    table.ForeignKey(
                        name: "fk_tensions_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "data_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    local_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    space_resolution = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    time_resolution = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    identifier_domain = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    level = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_items", x => x.id);
                    table.CheckConstraint("ck_data_items_level", "level in ('Individual', 'Household', 'Aggregate')");
                    table.ForeignKey(
                        name: "fk_data_items_datasets_dataset_id",
                        column: x => x.dataset_id,
                        principalTable: "datasets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_data_items_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "choices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    may_identify = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    why_identify = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    may_track = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    why_track = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    may_monitor = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    why_monitor = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    anonymous_use = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    anonymous_how = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    can_refuse = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    lost_by_refusing = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_choices", x => x.id);
                    table.CheckConstraint("ck_choices_anonymous_use", "anonymous_use in ('Yes', 'Partly', 'No')");
                    table.CheckConstraint("ck_choices_can_refuse", "can_refuse in ('Yes', 'Partly', 'No')");
                    table.CheckConstraint("ck_choices_may_identify", "may_identify in ('Yes', 'No', 'Unsure')");
                    table.CheckConstraint("ck_choices_may_monitor", "may_monitor in ('Yes', 'No', 'Unsure')");
                    table.CheckConstraint("ck_choices_may_track", "may_track in ('Yes', 'No', 'Unsure')");
                    table.ForeignKey(
                        name: "fk_choices_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_choices_people_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "people_groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "data_flows",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    description_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source_dataset_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source_flow_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recipient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fields = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                    purpose_id = table.Column<Guid>(type: "uuid", nullable: true),
                    legal_basis = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: true),
                    frequency = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    controls = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                    crosses_border = table.Column<bool>(type: "boolean", nullable: false),
                    transfer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_flows", x => x.id);
                    table.CheckConstraint("ck_data_flows_legal_basis", "legal_basis in ('Consent', 'Contract', 'LegalObligation', 'VitalInterests', 'PublicTask', 'LegitimateInterests')");
                    table.CheckConstraint("ck_data_flows_one_source", "num_nonnulls(source_dataset_id, source_flow_id) = 1");
                    table.ForeignKey(
                        name: "fk_data_flows_data_flows_source_flow_id",
                        column: x => x.source_flow_id,
                        principalTable: "data_flows",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_data_flows_datasets_source_dataset_id",
                        column: x => x.source_dataset_id,
                        principalTable: "datasets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_data_flows_organisations_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_data_flows_purposes_purpose_id",
                        column: x => x.purpose_id,
                        principalTable: "purposes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_data_flows_service_descriptions_description_id",
                        column: x => x.description_id,
                        principalTable: "service_descriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "action_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    measure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_action_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_action_items_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_action_items_measures_measure_id",
                        column: x => x.measure_id,
                        principalTable: "measures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_action_items_assessment_id",
                table: "action_items",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_action_items_due_on",
                table: "action_items",
                column: "due_on");

            migrationBuilder.CreateIndex(
                name: "ix_action_items_measure_id",
                table: "action_items",
                column: "measure_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_role_claims_role_id",
                table: "AspNetRoleClaims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                table: "AspNetRoles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_claims_user_id",
                table: "AspNetUserClaims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_logins_user_id",
                table: "AspNetUserLogins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_roles_role_id",
                table: "AspNetUserRoles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_users_organisation_id",
                table: "AspNetUsers",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assessment_versions_assessment_id_number",
                table: "assessment_versions",
                columns: new[] { "assessment_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assessments_agency_id",
                table: "assessments",
                column: "agency_id");

            migrationBuilder.CreateIndex(
                name: "ix_assessments_changed_at_id",
                table: "assessments",
                columns: new[] { "changed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_assessments_description_id",
                table: "assessments",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ix_assessments_owner_id",
                table: "assessments",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_assessments_service_id",
                table: "assessments",
                column: "service_id");

            migrationBuilder.CreateIndex(
                name: "ux_assessments_reference",
                table: "assessments",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_owner_id_at",
                table: "audit_events",
                columns: new[] { "owner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_subject_id_at",
                table: "audit_events",
                columns: new[] { "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_choices_assessment_id",
                table: "choices",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_choices_group_id",
                table: "choices",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ux_choices_group",
                table: "choices",
                columns: new[] { "assessment_id", "group_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_flows_description_id",
                table: "data_flows",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_flows_purpose_id",
                table: "data_flows",
                column: "purpose_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_flows_recipient_id",
                table: "data_flows",
                column: "recipient_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_flows_source_dataset_id",
                table: "data_flows",
                column: "source_dataset_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_flows_source_flow_id",
                table: "data_flows",
                column: "source_flow_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_items_description_id",
                table: "data_items",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ux_data_items_type",
                table: "data_items",
                columns: new[] { "dataset_id", "type_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_datasets_description_id",
                table: "datasets",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_holder_id",
                table: "datasets",
                column: "holder_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_dispositions_assessment_id",
                table: "finding_dispositions",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ux_finding_dispositions_finding",
                table: "finding_dispositions",
                columns: new[] { "assessment_id", "finding_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_measures_assessment_id",
                table: "measures",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_measures_responsible_id",
                table: "measures",
                column: "responsible_id");

            migrationBuilder.CreateIndex(
                name: "ux_organisations_name",
                table: "organisations",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_groups_description_id",
                table: "people_groups",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ix_principle_answers_assessment_id",
                table: "principle_answers",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ux_principle_answers_principle",
                table: "principle_answers",
                columns: new[] { "assessment_id", "principle_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_purposes_description_id",
                table: "purposes",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ix_risks_assessment_id",
                table: "risks",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_screening_answers_assessment_id",
                table: "screening_answers",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ux_screening_answers_question",
                table: "screening_answers",
                columns: new[] { "assessment_id", "question_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_descriptions_service_id_revision",
                table: "service_descriptions",
                columns: new[] { "service_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_services_agency_id",
                table: "services",
                column: "agency_id");

            migrationBuilder.CreateIndex(
                name: "ix_stakeholders_description_id",
                table: "stakeholders",
                column: "description_id");

            migrationBuilder.CreateIndex(
                name: "ix_stakeholders_organisation_id",
                table: "stakeholders",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ux_stakeholders_organisation",
                table: "stakeholders",
                columns: new[] { "description_id", "organisation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tensions_assessment_id",
                table: "tensions",
                column: "assessment_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action_items");

            migrationBuilder.DropTable(
                name: "AspNetRoleClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserRoles");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "assessment_versions");

            migrationBuilder.DropTable(
                name: "audit_events");

            migrationBuilder.DropTable(
                name: "choices");

            migrationBuilder.DropTable(
                name: "data_flows");

            migrationBuilder.DropTable(
                name: "data_items");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "finding_dispositions");

            migrationBuilder.DropTable(
                name: "principle_answers");

            migrationBuilder.DropTable(
                name: "risks");

            migrationBuilder.DropTable(
                name: "screening_answers");

            migrationBuilder.DropTable(
                name: "stakeholders");

            migrationBuilder.DropTable(
                name: "tensions");

            migrationBuilder.DropTable(
                name: "measures");

            migrationBuilder.DropTable(
                name: "AspNetRoles");

            migrationBuilder.DropTable(
                name: "people_groups");

            migrationBuilder.DropTable(
                name: "purposes");

            migrationBuilder.DropTable(
                name: "datasets");

            migrationBuilder.DropTable(
                name: "assessments");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "service_descriptions");

            migrationBuilder.DropTable(
                name: "services");

            migrationBuilder.DropTable(
                name: "organisations");
        }
    }
}
